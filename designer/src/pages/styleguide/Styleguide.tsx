/**
 * The design language, shown by what it is about.
 *
 * Never: a copy of a part; what stands here is the part itself.
 */
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

import { Button } from "../../parts/Button";
import { Empty, Loading } from "../../parts/Empty";
import * as icons from "../../parts/icons";
import { JsonTree } from "../../parts/JsonTree";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import type { State } from "../../parts/StateMark";
import { StateWord } from "../../parts/StateWord";
import { Tag } from "../../parts/Tag";
import { say, type Word } from "../../words";
import styles from "./Styleguide.module.css";

const STATES: readonly State[] = [
  "pending",
  "running",
  "waiting",
  "suspended",
  "completed",
  "faulted",
  "cancelled",
  "skipped",
];
const ROLES = [
  "paper",
  "sheet",
  "sunk",
  "hover",
  "ink",
  "ink-soft",
  "rule",
  "edge",
  "accent",
  "accent-wash",
  "pending",
  "running",
  "waiting",
  "suspended",
  "completed",
  "faulted",
] as const;
const SIZES = ["small", "text", "large", "title", "claim"] as const;
const GAPS = [1, 2, 3, 4, 5, 6] as const;
const SAMPLE = {
  order: 4711,
  items: [
    { name: "Paper", pieces: 500 },
    { name: "Ink", pieces: 2 },
  ],
  paid: true,
};

/** Each part with what is to be said of it. */
const PARTS: readonly (readonly [Word, Word | undefined, () => ReactNode])[] = [
  ["style.type", "style.typeMore", Type],
  ["style.states", "style.statesMore", States],
  ["style.colours", "style.coloursMore", Colours],
  ["style.buttons", "style.buttonsMore", Buttons],
  ["style.fields", undefined, Fields],
  ["style.empty", undefined, Empties],
  ["style.values", undefined, Values],
  ["style.icons", "style.iconsMore", Icons],
  ["style.space", "style.motionMore", Space],
];

export function Styleguide() {
  return (
    <Page title={say("style.title")}>
      <div className={styles["guide"]}>
        {PARTS.map(([title, more, Sample]) => (
          <section key={title} className={styles["part"]}>
            <h2>{say(title)}</h2>
            {more !== undefined && <p className={styles["more"]}>{say(more)}</p>}
            <Sample />
          </section>
        ))}
      </div>
    </Page>
  );
}

function Type() {
  return (
    <>
      {SIZES.map((size) => (
        <p key={size} className={styles[size]}>
          {say("style.sample")}
        </p>
      ))}
      <code>{say("style.sample")}</code>
    </>
  );
}

function States() {
  return (
    <div className={styles["grid"]}>
      {STATES.map((state) => (
        <StateWord key={state} state={state} />
      ))}
    </div>
  );
}

function Colours() {
  return (
    <ul className={styles["colours"]}>
      {ROLES.map((role) => (
        <li key={role} data-role={role}>
          <span className={styles["swatch"]} />
          <code>{role}</code>
        </li>
      ))}
    </ul>
  );
}

function Buttons() {
  return (
    <div className={styles["row"]}>
      <Button look="main">{say("style.main")}</Button>
      <Button>{say("style.plain")}</Button>
      <Button look="quiet">{say("style.quiet")}</Button>
      <Button look="main" busy>
        {say("style.busy")}
      </Button>
      <Tag>{say("processes.draft")}</Tag>
    </div>
  );
}

function Fields() {
  return (
    <>
      <TextInput label={say("style.field")} description={say("style.fieldMore")} />
      <TextInput label={say("style.field")} error={say("style.fieldFault")} defaultValue="0" />
    </>
  );
}

function Empties() {
  return (
    <>
      <Empty title={say("style.emptySample")} />
      <Loading label={say("page.loading")} />
      <Notice title={say("style.trouble")} remedy={say("style.troubleRemedy")} />
    </>
  );
}

function Values() {
  return <JsonTree name={say("style.value")} value={SAMPLE} file="order.json" />;
}

function Icons() {
  return (
    <div className={styles["grid"]}>
      {Object.entries(icons).map(([name, Icon]) => (
        <span key={name} className={styles["icon"]}>
          <Icon size={18} stroke={1.6} aria-hidden="true" />
          <code>{name.replace(/Icon$/, "")}</code>
        </span>
      ))}
    </div>
  );
}

function Space() {
  return (
    <ul className={styles["gaps"]}>
      {GAPS.map((gap) => (
        <li key={gap} data-gap={gap}>
          <span />
          <code>{gap}</code>
        </li>
      ))}
    </ul>
  );
}
