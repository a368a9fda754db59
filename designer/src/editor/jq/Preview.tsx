/**
 * What an expression gives for the chosen values, on a line.
 *
 * Never: a result of another expression, or of other values.
 */
import { print } from "../../model/json";
import { typeOfValue } from "../../model/jq/scope";
import type { Json } from "../../model/json";
import { say } from "../../words";
import type { Evaluation } from "./asking";
import styles from "./jq.module.css";

const LONGEST = 240;

type Props = { readonly evaluation: Evaluation | undefined; readonly code: string };

export function Preview({ evaluation, code }: Props) {
  if (code === "") return null;
  if (evaluation === undefined) return <p className={styles["soft"]}>{say("jq.preview.coming")}</p>;
  const { fault, results } = evaluation;
  if (fault?.kind === "syntax") return null;
  if (fault !== null)
    return (
      <p className={styles["failing"]}>
        {say("jq.preview.fails")} <bdi>{`${fault.message} ${fault.remedy}`.trim()}</bdi>
      </p>
    );
  const [first] = results;
  if (first === undefined) return <p className={styles["soft"]}>{say("jq.preview.none")}</p>;
  return (
    <p className={styles["result"]}>
      <span className={styles["soft"]}>{say("jq.preview.result")}</span>{" "}
      <code dir="ltr">{short(first)}</code>{" "}
      <span className={styles["soft"]}>{say(`jq.types.${typeOfValue(first)}`)}</span>
    </p>
  );
}

/** On one line and no longer than one reads at a glance. */
export function short(value: Json, longest = LONGEST): string {
  const text = print(value)
    .map((line) =>
      line
        .map((piece) => piece.text)
        .join("")
        .trim(),
    )
    .join(" ");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
