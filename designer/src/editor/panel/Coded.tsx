/**
 * A field whose value may be an expression instead: a small button changes between the two.
 *
 * Never: what was written lost by changing; an expression stays until something else is entered.
 */
import { type ReactNode, useState } from "react";

import { codeFor, codeIn, inBraces, valueIn } from "../../model/code";
import type { Json } from "../../model/json";
import { say } from "../../words";
import { ExpressionField } from "./expressions";
import styles from "./panel.module.css";
import { usePanel, usePut, useValue } from "./usePanel";

type Props = {
  readonly pointer: string;
  readonly label: string;
  /** Up to where maps that are empty then go too. */
  readonly within?: string | undefined;
  /** Whether the control can show this value; an expression that it can show is no code for it. */
  readonly shows?: (value: Json | undefined) => boolean;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

export function Coded(props: Props) {
  const { pointer, label, within, tools, children } = props;
  const { shows = (one: Json | undefined) => codeIn(one) === undefined } = props;
  const { disabled } = usePanel();
  const value = useValue(pointer);
  const put = usePut(within);
  const [wanted, want] = useState<"code" | "value">();
  const isCode = wanted === undefined ? !shows(value) : wanted === "code";
  // Where any text may be an expression, one without braces is the code itself.
  const isBare = typeof value === "string" && value !== "" && !shows(value);
  const code = codeIn(value) ?? (isBare ? value : "");
  const toggle = () => {
    want(isCode ? "value" : "code");
    if (!isCode && code === "" && value !== undefined) put(pointer, inBraces(codeFor(value)));
    const plain = isCode ? valueIn(code) : undefined;
    if (plain !== undefined) put(pointer, plain);
  };
  return (
    <div className={styles["field"]} data-tools data-field={pointer}>
      {isCode ? (
        <ExpressionField
          value={code === "" || typeof value !== "string" ? "" : value}
          label={label}
          pointer={pointer}
          onChange={(typed) => put(pointer, inBraces(typed))}
        />
      ) : (
        children
      )}
      {!isCode && !shows(value) && code !== "" && (
        <p className={styles["soft"]}>{say("panel.codeStays", { code })}</p>
      )}
      <span className={styles["tools"]}>
        {!isCode && tools}
        {!disabled && (
          <button
            type="button"
            className={styles["tool"]}
            aria-pressed={isCode}
            aria-label={say("panel.asCode", { label })}
            title={say("panel.asCode", { label })}
            onClick={toggle}
          >
            {say("panel.fx")}
          </button>
        )}
      </span>
    </div>
  );
}
