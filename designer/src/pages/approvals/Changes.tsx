/**
 * What the requester has changed since it was sent back: each field before and after.
 *
 * Never: a change by colour alone.
 */
import type { ApprovalWhole } from "../../api/approvals";
import { type Part, textDiff } from "../../model/textDiff";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { fieldName, isFileField, shownValue } from "./fields";
import { FileNames } from "./FileNames";

export function Changes({ approval }: { readonly approval: ApprovalWhole }) {
  const { changes, form } = approval;
  if (changes.length === 0) return null;
  return (
    <section className={styles["changes"]}>
      <h2>{say("approval.changes")}</h2>
      <dl>
        {changes.map(({ field, before, after }) => (
          <div key={field}>
            <dt>
              <bdi>{fieldName(form, field)}</bdi>
            </dt>
            <dd>
              <Change before={before} after={after} files={isFileField(form, field)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type ChangeProps = {
  readonly before: unknown;
  readonly after: unknown;
  readonly files: boolean;
};

/** Texts word by word; all else before and after. */
function Change({ before, after, files }: ChangeProps) {
  const isText = typeof before === "string" && typeof after === "string";
  if (isText && (/\s/.test(before.trim()) || /\s/.test(after.trim())))
    return (
      <p dir="auto">
        {textDiff(before, after).map((part, at) => (
          <Piece key={at} part={part} />
        ))}
      </p>
    );
  return (
    <>
      <Side word="approval.before" value={before} files={files} />
      <Side word="approval.after" value={after} files={files} />
    </>
  );
}

function Piece({ part: { kind, text } }: { readonly part: Part }) {
  switch (kind) {
    case "same":
      return text;
    case "left-out":
      return <span className={styles["soft"]}> … </span>;
    case "gone":
      return (
        <>
          <span className="unseen"> {say("approval.before")} </span>
          <del>{text}</del>
        </>
      );
    case "new":
      return (
        <>
          <span className="unseen"> {say("approval.after")} </span>
          <ins>{text}</ins>
        </>
      );
  }
}

type SideProps = {
  readonly word: "approval.before" | "approval.after";
  readonly value: unknown;
  /** They are ids of files. */
  readonly files: boolean;
};

function Side({ word, value, files }: SideProps) {
  const Text = word === "approval.before" ? "del" : "ins";
  return (
    <span>
      <span className="unseen">{say(word)} </span>
      {value === null || value === undefined ? (
        <span className={styles["soft"]}>{say("approval.nothing")}</span>
      ) : (
        <Text>{files ? <FileNames value={value} /> : <bdi>{shownValue(value)}</bdi>}</Text>
      )}
    </span>
  );
}
