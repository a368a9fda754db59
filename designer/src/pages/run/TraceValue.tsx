/**
 * A value as the trace has kept it: whole, or only its beginning.
 *
 * Never: a clipped value passed off as the whole.
 */
import type { Json } from "../../model/json";
import { clippedOf } from "../../model/tasks";
import { JsonTree } from "../../parts/JsonTree";
import { say } from "../../words";
import styles from "./Run.module.css";

type Props = { readonly name: string; readonly value: Json; readonly file: string };

export function TraceValue({ name, value, file }: Props) {
  const clipped = clippedOf(value);
  if (clipped === undefined) return <JsonTree name={name} value={value} file={file} />;
  return (
    <>
      <p className={styles["clipped"]}>{say("json.clipped", { count: clipped.bytes })}</p>
      <pre className={styles["clippedHead"]} dir="ltr" tabIndex={0} role="group" aria-label={name}>
        {clipped.head}
      </pre>
    </>
  );
}
