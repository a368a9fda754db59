/**
 * What has come of what one has just done, and what waits next.
 *
 * Never: "done" of what is only kept; while the run has not answered that is what it says.
 */
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { type ApprovalWhole, type useAct, useApprovals } from "../../api/approvals";
import { nextOf } from "../../model/approvals";
import { LinkButton } from "../../parts/LinkButton";
import { StateMark } from "../../parts/StateMark";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { labelNamed } from "./said";

type Act = ReturnType<typeof useAct>;
type Props = { readonly approval: ApprovalWhole; readonly act: Act };

export function Came({ approval, act }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const isOver = useOver(approval, act);
  const came = act.isRecorded || (act.isSuccess && !isOver);
  useEffect(() => {
    // What was pressed has gone with what stood here.
    if (came && document.activeElement === document.body)
      place.current?.focus({ preventScroll: true });
  }, [came]);
  return (
    <div ref={place} tabIndex={-1} className={styles["came"]}>
      <div role="status">
        {act.isRecorded && (
          <div className={styles["done"]} data-recorded>
            <StateMark state="pending" />
            <div>
              <p className={styles["name"]}>{say("approval.recorded")}</p>
              <p>{say("approval.recordedMore")}</p>
            </div>
          </div>
        )}
        {act.isSuccess && !isOver && (
          <div className={styles["done"]}>
            <StateMark state="completed" />
            <div>
              <p className={styles["name"]}>{sentence(approval, act)}</p>
              {act.variables.kind === "decision" && <Left left={act.data.left} />}
            </div>
          </div>
        )}
      </div>
      {act.isError && <Trouble error={act.error} done />}
      {came && <Next id={approval.id} />}
    </div>
  );
}

/** Once somebody else has done something it is not news any more. */
function useOver({ history }: ApprovalWhole, { isPending, isSuccess, submittedAt }: Act): boolean {
  const deeds = history.filter(({ by }) => by !== null).length;
  const [before, note] = useState({ at: 0, deeds: 0 });
  if ((isPending || isSuccess) && before.at !== submittedAt) note({ at: submittedAt, deeds });
  // One more is one's own, whenever the page hears of it.
  return isSuccess && before.at === submittedAt && deeds > before.deeds + 1;
}

function sentence({ decisions }: ApprovalWhole, { variables }: Act): string {
  if (variables?.kind === "decision")
    return say("approval.counted", { decision: labelNamed(decisions, variables.said.decision) });
  return say(`approval.done.${variables?.kind ?? "answer"}`);
}

/** How many others have to answer before it is decided. */
function Left({ left }: { readonly left: number | null | undefined }) {
  if (left === null || left === undefined || left === 0) return null;
  return <p>{say("approval.left", { count: left })}</p>;
}

/** The next that waits, and how many there are. */
function Next({ id }: { readonly id: string }) {
  const { lines, counts, isFetching } = useApprovals("waiting");
  if (lines === undefined || isFetching) return null;
  const next = nextOf(lines, id);
  const more = (counts?.me ?? 0) - Number(lines.some((one) => one.id === id));
  return next === undefined ? (
    <p>
      <Link to="/approvals">{say("approval.noneLeft")}</Link>
    </p>
  ) : (
    <LinkButton look="main" to="/approvals/$id" params={{ id: next.id }}>
      <span className={styles["next"]}>{say("approval.next", { subject: next.subject })}</span>{" "}
      <span>{say("approval.waiting", { count: more })}</span>
    </LinkButton>
  );
}
