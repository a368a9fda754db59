/**
 * One way to reach people as a card: how it stands, what is next, and the page where it is done.
 *
 * Never: two states at once; what is wrong comes before what works.
 */
import type { ReactNode } from "react";

import type { ChatApp, Conversation, Kind } from "../../api/chats";
import { LinkButton } from "../../parts/LinkButton";
import { SlackIcon, TeamsIcon, WebhooksIcon } from "../../parts/icons";
import { Notice } from "../../parts/Notice";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { PlaceTroubles } from "./Places";
import { installedIn } from "./shown";
import { isInstalled, type KINDS, ON, type Standing, standingOf, standingOfAll } from "./standing";

type CardProps = {
  readonly kind: (typeof KINDS)[number];
  readonly standing: Standing;
  readonly children?: ReactNode;
};

const ICONS = { slack: SlackIcon, teams: TeamsIcon, workflows: WebhooksIcon } as const;
const PAGES = {
  slack: "/chats/slack",
  teams: "/chats/teams",
  workflows: "/chats/workflows",
} as const;
const MARKS = { none: "pending", begun: "waiting", on: "completed", wrong: "faulted" } as const;
const DEEDS = { none: "setUp", begun: "goOn", on: "see", wrong: "mend" } as const;

function Card({ kind, standing, children }: CardProps) {
  const Icon = ICONS[kind];
  const name = say(`chats.kinds.${kind}`);
  const deed = say(`chats.${DEEDS[standing]}`);
  return (
    <section className={styles["card"]} aria-label={name}>
      <h2>
        <Icon size={20} stroke={1.7} aria-hidden="true" />
        {name}
      </h2>
      <p className={styles["standing"]} data-standing={standing}>
        <StateMark state={MARKS[standing]} />
        {say(`chats.states.${standing}`)}
      </p>
      {children}
      <LinkButton
        to={PAGES[kind]}
        look={standing === "on" ? "plain" : "main"}
        aria-label={say("chats.setUpOf", { deed, name })}
      >
        {deed}
      </LinkButton>
    </section>
  );
}

type AppProps = { readonly kind: Kind; readonly app: ChatApp | null };

export function AppCard({ kind, app }: AppProps) {
  return (
    <Card kind={kind} standing={standingOf(app)}>
      {app === null ? <p>{say(`chats.what.${kind}`)}</p> : <Reached kind={kind} app={app} />}
    </Card>
  );
}

type ReachedProps = { readonly kind: Kind; readonly app: ChatApp };

function Reached({ kind, app }: ReachedProps) {
  const { places, ready } = app;
  const on = places.filter(({ state }) => state === ON);
  const people = on.reduce((sum, place) => sum + place.people, 0);
  return (
    <>
      <PlaceTroubles kind={kind} places={places} />
      {!ready && <p>{say("chats.next.keys")}</p>}
      {ready && standingOf(app) === "begun" && <p>{say(`chats.next.${kind}`)}</p>}
      {isInstalled(app) && <p>{installedIn(app)}</p>}
      {isInstalled(app) && (
        <p className={styles["soft"]}>{say("chats.people", { count: people })}</p>
      )}
    </>
  );
}

export function WorkflowsCard({
  conversations,
}: {
  readonly conversations: readonly Conversation[];
}) {
  const lost = conversations.filter(({ state }) => state !== ON);
  return (
    <Card kind="workflows" standing={standingOfAll(conversations)}>
      {lost.map(({ id, name }) => (
        <Notice
          key={id}
          title={say("conversations.lostOf", { name })}
          remedy={say("conversations.lostMore.workflows")}
        />
      ))}
      {conversations.length === 0 ? (
        <p>{say("chats.what.workflows")}</p>
      ) : (
        <p>{say("chats.channels", { count: conversations.length })}</p>
      )}
    </Card>
  );
}
