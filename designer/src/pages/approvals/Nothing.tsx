/**
 * A list of approvals with nothing in it: what would be here, and how it comes about.
 *
 * Never: the same sentence for what waits, what was asked and what was decided.
 */
import { Link } from "@tanstack/react-router";

import type { ApprovalView } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { say } from "../../words";

type Props = { readonly view: ApprovalView; readonly onClear: (() => void) | undefined };

export function Nothing({ view, onClear }: Props) {
  if (onClear !== undefined)
    return (
      <Empty title={say("approvals.notFound")}>
        <Button onClick={onClear}>{say("list.clear")}</Button>
      </Empty>
    );
  return (
    <Empty title={say(`approvals.empty.${view}`)}>
      <p>{say(`approvals.emptyMore.${view}`)}</p>
      {view === "requested" && (
        <p>
          <Link to="/processes">{say("approvals.toProcesses")}</Link>
        </p>
      )}
      {view === "standin" && (
        <p>
          <Link to="/me">{say("approvals.toAbsence")}</Link>
        </p>
      )}
    </Empty>
  );
}
