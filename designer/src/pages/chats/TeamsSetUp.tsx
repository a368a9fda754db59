/**
 * Teams, step by step: a bot, its keys, the package, and a message that has arrived.
 *
 * Never: a key that can be read here.
 */
import { Link } from "@tanstack/react-router";

import { type ChatApp, useChats } from "../../api/chats";
import { isPublic } from "../../model/reach";
import { NotYet } from "../../parts/NotYet";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { addressOf } from "./address";
import styles from "./Chats.module.css";
import { PlaceTroubles } from "./Places";
import { RemoveApp } from "./RemoveApp";
import { SendTest } from "./SendTest";
import { installedIn } from "./shown";
import { isInstalled, isOpen, stepOf } from "./standing";
import { Step, Steps } from "./Step";
import { TeamsBot } from "./TeamsBot";
import { TeamsKeys } from "./TeamsKeys";
import { TeamsPackage } from "./TeamsPackage";

export function TeamsSetUp() {
  const { data, error } = useChats();
  return (
    <Page title={say("teamsSetUp.title")} above={<Link to="/chats">{say("chats.above")}</Link>}>
      <p className={styles["hint"]}>{say("teamsSetUp.hint")}</p>
      {data === undefined ? <NotYet error={error} /> : <SetUp app={data.teams} />}
    </Page>
  );
}

function SetUp({ app }: { readonly app: ChatApp | null }) {
  const address = addressOf(app);
  return (
    <>
      {!isPublic(address) && (
        <div className={styles["steps"]}>
          <Notice
            title={say("teamsSetUp.private", { address })}
            remedy={say("teamsSetUp.privateMore")}
            action={<Link to="/chats/workflows">{say("teamsSetUp.without")}</Link>}
          />
        </div>
      )}
      {app !== null && <PlaceTroubles kind="teams" places={app.places} />}
      <TeamsSteps app={app} />
      {app !== null && <RemoveApp kind="teams" />}
    </>
  );
}

function TeamsSteps({ app }: { readonly app: ChatApp | null }) {
  const isBegun = app !== null;
  const isMade = isBegun && app.clientId !== "";
  const isReady = isBegun && app.ready;
  const isIn = isInstalled(app);
  const first = <p className={styles["soft"]}>{say("teamsSetUp.first")}</p>;
  return (
    <Steps>
      <Step number={1} title={say("teamsSetUp.bot.title")} state={stepOf(isMade, true)}>
        <TeamsBot app={app} />
      </Step>
      <Step
        number={2}
        title={say("teamsSetUp.keys.title")}
        state={stepOf(isReady, isBegun)}
        outcome={isMade ? say("teamsSetUp.keys.has", { id: app.clientId }) : undefined}
      >
        {isBegun ? <TeamsKeys app={app} /> : first}
      </Step>
      <Step
        number={3}
        title={say("teamsSetUp.package.title")}
        state={stepOf(isIn, isReady)}
        outcome={isIn ? installedIn(app) : undefined}
      >
        <TeamsPackage app={app} />
      </Step>
      <Step number={4} title={say("chats.test.title")} state={stepOf(false, isIn)}>
        <SendTest kind="teams" isReady={isOpen(app)} />
      </Step>
    </Steps>
  );
}
