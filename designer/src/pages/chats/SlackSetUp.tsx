/**
 * Slack, step by step: from nothing to a message that has arrived, and looked after later.
 *
 * Never: a key that can be read here.
 */
import { Link, useSearch } from "@tanstack/react-router";

import { type ChatApp, useChats } from "../../api/chats";
import { NotYet } from "../../parts/NotYet";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import { say, sayOr } from "../../words";
import styles from "./Chats.module.css";
import { PlaceTroubles } from "./Places";
import { RemoveApp } from "./RemoveApp";
import { SendTest } from "./SendTest";
import { installedIn } from "./shown";
import { SlackApp } from "./SlackApp";
import { SlackInstall } from "./SlackInstall";
import { SlackKeys } from "./SlackKeys";
import { SlackReach } from "./SlackReach";
import { isInstalled, isOpen, stepOf } from "./standing";
import { Step, Steps } from "./Step";

export function SlackSetUp() {
  const { data, error } = useChats();
  return (
    <Page title={say("slackSetUp.title")} above={<Link to="/chats">{say("chats.above")}</Link>}>
      <p className={styles["hint"]}>{say("slackSetUp.hint")}</p>
      {data === undefined ? <NotYet error={error} /> : <SetUp app={data.slack} />}
    </Page>
  );
}

function SetUp({ app }: { readonly app: ChatApp | null }) {
  const { installed, problem } = useSearch({ from: "/chats/slack" });
  return (
    <>
      {installed !== undefined && isInstalled(app) && (
        <p role="status" className={styles["good"]}>
          {say("slackSetUp.back", { name: installed })}
        </p>
      )}
      {problem !== undefined && (
        <Notice title={say("slackSetUp.notInstalled")} remedy={sayOr("chatProblems", problem)} />
      )}
      {app !== null && <PlaceTroubles kind="slack" places={app.places} />}
      <SlackSteps app={app} />
      {app !== null && <RemoveApp kind="slack" />}
    </>
  );
}

function SlackSteps({ app }: { readonly app: ChatApp | null }) {
  const isBegun = app !== null;
  const isMade = isBegun && app.clientId !== "";
  const isReady = isBegun && app.ready;
  const isIn = isInstalled(app);
  return (
    <Steps>
      <Step
        number={1}
        title={say("slackSetUp.reach.title")}
        state={stepOf(isBegun, true)}
        outcome={app === null ? undefined : wayOf(app)}
      >
        <SlackReach key={String(app?.socket)} app={app} />
      </Step>
      <Step number={2} title={say("slackSetUp.app.title")} state={stepOf(isMade, isBegun)}>
        {isBegun ? <SlackApp app={app} /> : <First />}
      </Step>
      <Step
        number={3}
        title={say("slackSetUp.keys.title")}
        state={stepOf(isReady, isBegun)}
        outcome={isMade ? say("slackSetUp.keys.has", { id: app.clientId }) : undefined}
      >
        {isBegun ? <SlackKeys app={app} /> : <First />}
      </Step>
      <Step
        number={4}
        title={say("slackSetUp.install.title")}
        state={stepOf(isIn, isReady)}
        outcome={isIn ? installedIn(app) : undefined}
      >
        <SlackInstall app={app} />
      </Step>
      <Step number={5} title={say("chats.test.title")} state={stepOf(false, isIn)}>
        <SendTest kind="slack" isReady={isOpen(app)} />
      </Step>
    </Steps>
  );
}

function First() {
  return <p className={styles["soft"]}>{say("slackSetUp.first")}</p>;
}

const wayOf = ({ socket }: ChatApp) =>
  say(socket ? "slackSetUp.reach.chosen.socket" : "slackSetUp.reach.chosen.public");
