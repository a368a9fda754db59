/**
 * The answers that were given, and all that has happened, the newest on top.
 *
 * Never: an answer that no longer counts shown like one that does.
 */
import type { ApprovalWhole } from "../../api/approvals";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { say, sayOr, type Word } from "../../words";
import styles from "./Approval.module.css";
import { labelNamed, momentOf } from "./said";

type Props = { readonly approval: ApprovalWhole };
type Entry = ApprovalWhole["history"][number];

export function History({ approval }: Props) {
  const { votes, history } = approval;
  return (
    <>
      {votes.length > 0 && (
        <section>
          <h2>{say("approval.votes")}</h2>
          <ol className={styles["votes"]}>
            {votes.map((vote, at) => (
              <li key={at} data-past={!vote.counts || undefined}>
                <Vote approval={approval} vote={vote} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {history.length > 0 && (
        <section>
          <h2>{say("approval.history")}</h2>
          <ol className={styles["history"]}>
            {history.toReversed().map((entry, at) => (
              <li key={history.length - at}>
                <p>{sentence(approval, entry)}</p>
                {entry.comment !== null && entry.kind !== "decided" && (
                  <p className={styles["soft"]} dir="auto">
                    {entry.comment}
                  </p>
                )}
                <Moment moment={momentOf(entry.at)} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

type VoteProps = Props & { readonly vote: ApprovalWhole["votes"][number] };

function Vote({ approval, vote }: VoteProps) {
  const { who, by, decision, channel, at, comment, counts, stage } = vote;
  return (
    <>
      <p>
        <strong>
          <bdi>{labelNamed(approval.decisions, decision)}</bdi>
        </strong>{" "}
        <bdi>{by.name}</bdi>
        {by.id !== who.id && ` ${say("approval.votedFor", { name: who.name })}`}
      </p>
      {comment !== null && <blockquote dir="auto">{comment}</blockquote>}
      <p className={styles["soft"]}>
        <Moment moment={momentOf(at)} /> · {sayOr("channels", channel)}
        {approval.stage.of > 1 &&
          ` · ${say("approvals.stage", { number: stage + 1, of: approval.stage.of })}`}
      </p>
      {!counts && <Tag>{say("approval.lapsed")}</Tag>}
    </>
  );
}

const KINDS = [
  "asked",
  "escalated",
  "reminded",
  "decided",
  "asked-back",
  "answered",
  "sent-back",
  "resubmitted",
  "withdrawn",
  "reassigned",
  "overdue",
] as const;

/** A kind that a later release has is shown by its name. */
function sentence({ decisions }: ApprovalWhole, entry: Entry): string {
  const kind = KINDS.find((one) => one === entry.kind);
  if (kind === undefined) return entry.kind;
  const word: Word = `approval.happened.${kind}`;
  return say(word, {
    by: entry.by?.name ?? say("approval.theProcess"),
    person: entry.person?.name ?? say("approval.somebody"),
    decision: entry.decision === null ? "" : labelNamed(decisions, entry.decision),
  });
}
