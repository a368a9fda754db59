/**
 * Where one begins: what waits, what failed today, one's runs, and what can be started.
 *
 * Never: a part for what one may not see; and no figure that isn't counted by the API.
 */
import { useMay, useMaySomewhere } from "../../api/access";
import { Offer } from "../../guide/Offer";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { Drafts } from "./Drafts";
import { Failed } from "./Failed";
import styles from "./Home.module.css";
import { MyProcesses } from "./MyProcesses";
import { MyRuns } from "./MyRuns";
import { ReadyMade } from "./ReadyMade";
import { Waiting } from "./Waiting";

export function Home() {
  const may = useMay();
  const maySomewhere = useMaySomewhere();
  return (
    <Page title={say("home.title")}>
      <Offer />
      <div className={styles["parts"]}>
        {may("approvals:read") && <Waiting />}
        {maySomewhere("runs:read") && <Failed />}
        {maySomewhere("runs:read") && <MyRuns />}
        {maySomewhere("definitions:write") && <Drafts />}
        {maySomewhere("definitions:read") && <MyProcesses />}
        {maySomewhere("definitions:write") && <ReadyMade />}
      </div>
    </Page>
  );
}
