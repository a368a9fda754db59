/**
 * A file on its way: how far it has come, or why it has not arrived.
 *
 * Never: a bar without its name, for who doesn't see beside what it stands.
 */
import { Problem, Unreachable } from "../model/problem";
import { say } from "../words";
import { Button } from "./Button";
import styles from "./FileField.module.css";
import { CloseIcon } from "./icons";
import { StateMark } from "./StateMark";
import type { Coming } from "./useUploads";

type Props = {
  readonly coming: Coming;
  readonly onDrop: () => void;
};

export function FileComing({ coming: { name, share, error }, onDrop }: Props) {
  const failed = error !== undefined;
  return (
    <li className={styles["row"]}>
      {failed ? (
        <>
          <StateMark state="faulted" />
          <div className={styles["words"]}>
            <bdi className={styles["name"]}>{name}</bdi>
            <p className={styles["fault"]}>{whyNot(name, error)}</p>
          </div>
        </>
      ) : (
        <div className={styles["words"]}>
          <bdi className={styles["name"]}>{name}</bdi>
          <progress
            className={styles["bar"]}
            value={share}
            max={1}
            aria-label={say("files.coming", { name })}
          />
        </div>
      )}
      <Button
        look="quiet"
        aria-label={say(failed ? "files.dismissLabel" : "files.cancelLabel", { name })}
        onClick={onDrop}
      >
        <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
        {say(failed ? "files.dismiss" : "files.cancel")}
      </Button>
    </li>
  );
}

/** A sentence of ours where there is one, else the API's with its remedy. */
function whyNot(name: string, error: unknown): string {
  if (typeof error === "string") return error;
  if (error instanceof Problem) {
    if (error.code === "file-kind") return say("files.wrongKind", { name });
    if (error.code === "empty-file") return say("files.empty", { name });
    return `${error.detail} ${error.remedy}`.trim();
  }
  return say(error instanceof Unreachable ? "files.unreachable" : "files.failed", { name });
}
