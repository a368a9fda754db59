/**
 * What the requester has changed since it was sent back: each field before and after.
 *
 * Never: a change by colour alone.
 */
import type { ApprovalWhole } from "../../api/approvals";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { fieldName, shownValue } from "./fields";

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
              <Side word="approval.before" value={before} />
              <Side word="approval.after" value={after} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type SideProps = {
  readonly word: "approval.before" | "approval.after";
  readonly value: unknown;
};

function Side({ word, value }: SideProps) {
  const Text = word === "approval.before" ? "del" : "ins";
  return (
    <span>
      <span className="unseen">{say(word)} </span>
      {value === null || value === undefined ? (
        <span className={styles["soft"]}>{say("approval.nothing")}</span>
      ) : (
        <Text>
          <bdi>{shownValue(value)}</bdi>
        </Text>
      )}
    </span>
  );
}
