/**
 * How an approval stands: what was decided, or what it waits for.
 *
 * Never: the sign without its word.
 */
import type { ApprovalLine } from "../../api/approvals";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import styles from "./Approvals.module.css";
import { labelNamed, markOf } from "./said";

type Props = { readonly line: Pick<ApprovalLine, "status" | "decision" | "decisions"> };

export function Status({ line: { status, decision, decisions } }: Props) {
  const said = status === "decided" && decision !== null && labelNamed(decisions, decision);
  return (
    <span className={styles["status"]}>
      <StateMark state={markOf(status)} />
      {said === false ? say(`approvalStatus.${status}`) : <bdi>{said}</bdi>}
    </span>
  );
}
