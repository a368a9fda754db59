/**
 * What waits for one's decision, for those one stands in for, what one has asked for and decided.
 *
 * Never: another's list; each shows what has to do with whoever looks.
 */
import { getRouteApi } from "@tanstack/react-router";

import { useApprovalCounts } from "../../api/approvals";
import { APPROVAL_VIEWS } from "../../model/approvals";
import { Page } from "../../parts/Page";
import { SearchField } from "../../parts/SearchField";
import { Views } from "../../parts/Views";
import { say } from "../../words";
import type { ApprovalsSearch } from "../searches";
import { ApprovalList } from "./ApprovalList";
import styles from "./Approvals.module.css";

const route = getRouteApi("/approvals");

export function Approvals() {
  const { view = "waiting", search = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useApprovalCounts(true).data;
  const count = {
    waiting: counts?.me,
    standin: counts?.standin,
    requested: counts?.requested,
    decided: undefined,
  };
  const seek = (sought: string) =>
    void navigate({
      search: ({ search: _, ...before }): ApprovalsSearch =>
        sought === "" ? before : { ...before, search: sought },
      replace: true,
    });
  return (
    <Page title={say("approvals.title")}>
      <div className={styles["head"]}>
        <Views
          label={say("approvals.views")}
          current={view}
          views={APPROVAL_VIEWS.map((one) => ({
            view: one,
            name: say(`approvals.${one}`),
            ...(count[one] !== undefined && count[one] > 0 && { count: count[one] }),
          }))}
        />
        <SearchField label={say("approvals.search")} value={search} onChange={seek} />
      </div>
      <ApprovalList
        key={view}
        view={view}
        search={search}
        onClear={search === "" ? undefined : () => seek("")}
      />
    </Page>
  );
}
