/**
 * One approval: all that is needed to decide, and the decision.
 *
 * Never: an answer that is shown as counted before the run has said so.
 */
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";

import { type ApprovalWhole, useAct, useApproval, useApprovals } from "../../api/approvals";
import { useSeen } from "../../api/notices";
import { nextOf } from "../../model/approvals";
import { Loading } from "../../parts/Empty";
import { Markdown } from "../../parts/Markdown";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { useKeys } from "../../parts/useKeys";
import { say } from "../../words";
import { About } from "./About";
import styles from "./Approval.module.css";
import { Attachments } from "./Attachments";
import { Changes } from "./Changes";
import { Correcting } from "./Correcting";
import { Deciding } from "./Deciding";
import { Deeds } from "./Deeds";
import { FilledIn } from "./FilledIn";
import { Came } from "./Came";
import { History } from "./History";
import { Standing } from "./Standing";
import { Status } from "./Status";
import { Talk } from "./Talk";

const route = getRouteApi("/approvals/$id");

export function Approval() {
  const { id } = route.useParams();
  return <OneApproval key={id} id={id} />;
}

function OneApproval({ id }: { readonly id: string }) {
  const { data, error } = useApproval(id);
  const above = <Link to="/approvals">{say("approvals.title")}</Link>;
  useWalk(id);
  useSeen(id);
  if (data === undefined)
    return (
      <Page title={say("approval.title")} above={above}>
        {error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />}
      </Page>
    );
  return (
    <Page title={data.subject} above={above} beside={<Status line={data} />}>
      <Whole approval={data} />
    </Page>
  );
}

/** j and k go to the next and the one before that wait. */
function useWalk(id: string) {
  const navigate = useNavigate();
  const { lines = [] } = useApprovals("waiting");
  const go = (step: 1 | -1) => {
    const next = nextOf(lines, id, step);
    if (next !== undefined) void navigate({ to: "/approvals/$id", params: { id: next.id } });
  };
  useKeys([
    { keys: ["j"], action: () => go(1) },
    { keys: ["k"], action: () => go(-1) },
  ]);
}

function Whole({ approval }: { readonly approval: ApprovalWhole }) {
  const act = useAct(approval.id);
  const can = new Set(approval.can);
  const decides = can.has("decide");
  const corrects = can.has("resubmit");
  // A form is begun anew with what others have filled in or corrected meanwhile.
  const filled = `${approval.round}/${approval.stage.number}`;
  return (
    <div className={styles["approval"]}>
      <div className={styles["main"]}>
        {approval.body !== "" && (
          <section className={styles["text"]} aria-label={say("approval.text")}>
            <Markdown text={approval.body} level={2} />
          </section>
        )}
        <Attachments attachments={approval.attachments} />
        <Changes approval={approval} />
        {corrects && <Correcting key={filled} approval={approval} act={act} />}
        {!corrects && !decides && approval.form !== null && <FilledIn approval={approval} />}
        <Came approval={approval} act={act} />
        {decides && !act.isRecorded && <Deciding key={filled} approval={approval} act={act} />}
        <Deeds approval={approval} act={act} />
        <Talk approval={approval} act={act} />
      </div>
      <aside className={styles["aside"]} aria-label={say("approval.about")}>
        <About approval={approval} />
        <History approval={approval} />
      </aside>
      {approval.seesRun && <Standing approval={approval} />}
    </div>
  );
}
