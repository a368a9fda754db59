/**
 * What is to be done in an order: each step says whether it is done, and the next one stands open.
 *
 * Never: a step that can't be looked at again, or one before its time.
 */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

import { Button } from "../../parts/Button";
import { CheckIcon } from "../../parts/icons";
import { say } from "../../words";
import type { StepState } from "./standing";
import styles from "./Step.module.css";

export function Steps({ children }: { readonly children: ReactNode }) {
  return (
    <ol className={styles["steps"]} aria-label={say("chats.steps")}>
      {children}
    </ol>
  );
}

type Props = {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  /** What came of it, while it is shut. */
  readonly outcome?: string | undefined;
  readonly children: ReactNode;
};

export function Step({ number, title, state, outcome, children }: Props) {
  const id = useId();
  const heading = useNextFocus(state);
  const [chosen, choose] = useState<boolean>();
  const isOpen = chosen ?? state === "now";
  return (
    <li className={styles["step"]} data-state={state} aria-current={state === "now" && "step"}>
      <span className={styles["mark"]} aria-hidden="true">
        {state === "done" ? <CheckIcon size={16} stroke={2.4} /> : <Number of={number} />}
      </span>
      <div className={styles["head"]}>
        <h2 ref={heading} tabIndex={-1}>
          <span className="unseen">{say("chats.step", { number })}: </span>
          {title}
          {state === "done" && <span className="unseen"> ({say("chats.done")})</span>}
        </h2>
        {state !== "now" && (
          <Button
            look="quiet"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={say(isOpen ? "chats.hideOf" : "chats.showOf", { title })}
            onClick={() => choose(!isOpen)}
          >
            {say(isOpen ? "chats.hide" : "chats.show")}
          </Button>
        )}
      </div>
      <div id={id} className={styles["body"]}>
        {!isOpen && outcome !== undefined && (
          <p className={styles["outcome"]}>
            <bdi>{outcome}</bdi>
          </p>
        )}
        {isOpen && children}
      </div>
    </li>
  );
}

function Number({ of }: { readonly of: number }) {
  return <>{say("chats.number", { number: of })}</>;
}

/** What had the focus goes with the step that is done; the next one takes it. */
function useNextFocus(state: StepState) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(state);
  useEffect(() => {
    const isNext = before.current === "later" && state === "now";
    before.current = state;
    if (isNext && document.activeElement === document.body) heading.current?.focus();
  }, [state]);
  return heading;
}
