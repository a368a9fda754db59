/**
 * A new process: what it is called, and what it begins with.
 *
 * Never: begun over one that is there already.
 */
import { Autocomplete, TextInput } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";

import { useMaySomewhere } from "../../api/access";
import { useCreateSketch } from "../../api/newProcess";
import { useProcesses } from "../../api/processes";
import { useReady } from "../../api/ready";
import { begun, useGuideStore } from "../../guide/store";
import { LONGEST_NAME, NAME, nameFrom, namedText, EMPTY } from "../../model/newProcess";
import { Button } from "../../parts/Button";
import { Choices } from "../../parts/Choices";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Edit.module.css";
import { Paste } from "./Paste";
import { ReadyChoice } from "./ReadyChoice";

const route = getRouteApi("/processes/new");

export function NewProcess() {
  const mayWrite = useMaySomewhere()("definitions:write");
  return (
    <Page
      title={say("newProcess.title")}
      above={<Link to="/processes">{say("processes.title")}</Link>}
    >
      {mayWrite ? (
        <NewForm />
      ) : (
        <Notice title={say("newProcess.mayNot")} remedy={say("editor.mayNotRemedy")} />
      )}
    </Page>
  );
}

const WAYS = ["empty", "ready", "yaml"] as const;
type Begin = (typeof WAYS)[number];

function NewForm() {
  const fields = useFields();
  const { ready: proposed } = route.useSearch();
  const [way, setWay] = useState<Begin>(proposed === undefined ? "empty" : "ready");
  const [texts, setTexts] = useState<Texts>({ empty: EMPTY, ready: "", yaml: "" });
  const { data: made = [] } = useReady();
  const [isChecked, check] = useState(false);
  const { namespace, name, title, faults } = fields;
  const given = useCreateSketch();
  const navigate = useNavigate();
  const guide = useGuideStore();
  const text = texts[way];
  const isMissing = text.trim() === "";
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    check(true);
    if (given.isPending || isMissing || Object.values(faults).some(Boolean)) return;
    const place = { namespace, name };
    const ready = way === "ready" ? made.find((one) => one.text === text) : undefined;
    const scenarios = ready?.scenarios ?? {};
    given.mutate(
      { ...place, text: namedText(text, { ...place, title: title.trim() }), scenarios },
      {
        onSuccess: (answer) => {
          if (answer === "taken") return;
          // Whoever is guided draws first, and reads the text another day.
          const search = begun(guide, place) ? { view: "picture" as const } : {};
          void navigate({ to: "/processes/$namespace/$name/edit", params: place, search });
        },
      },
    );
  };
  return (
    <form className={styles["new"]} onSubmit={send} noValidate>
      <NameFields fields={fields} isChecked={isChecked} />
      <Beginning
        proposed={proposed}
        {...{ way, setWay, texts, setTexts }}
        isMissing={isChecked && isMissing}
        onPropose={fields.propose}
      />
      {given.data === "taken" && (
        <Notice
          title={say("newProcess.taken", { process: `${namespace}/${name}` })}
          remedy={say("newProcess.takenRemedy")}
          action={
            <Link to="/processes/$namespace/$name/edit" params={{ namespace, name }}>
              {say("newProcess.openIt")}
            </Link>
          }
        />
      )}
      {given.isError && <Trouble error={given.error} done />}
      <div>
        <Button look="main" type="submit" busy={given.isPending}>
          {say("newProcess.create")}
        </Button>
      </div>
    </form>
  );
}

type Texts = Readonly<Record<Begin, string>>;
type BeginningProps = {
  /** The ready-made one that an address named. */
  readonly proposed: string | undefined;
  readonly way: Begin;
  readonly setWay: (way: Begin) => void;
  readonly texts: Texts;
  readonly setTexts: (texts: Texts) => void;
  readonly isMissing: boolean;
  readonly onPropose: (title: string, name: string) => void;
};

function Beginning({
  proposed,
  way,
  setWay,
  texts,
  setTexts,
  isMissing,
  onPropose,
}: BeginningProps) {
  return (
    <section className={styles["sketches"]}>
      <h2>{say("newProcess.begin")}</h2>
      <div>
        <Choices
          label={say("newProcess.begin")}
          value={way}
          choices={WAYS.map((one) => ({ value: one, label: say(`newProcess.${one}`) }))}
          onChange={setWay}
        />
      </div>
      {way === "empty" && <p>{say("newProcess.emptyMore")}</p>}
      {way === "ready" && (
        <ReadyChoice
          chosen={texts.ready}
          proposed={proposed}
          onChoose={(ready) => {
            setTexts({ ...texts, ready: ready.text });
            onPropose(ready.title, ready.name);
          }}
        />
      )}
      {way === "yaml" && (
        <Paste text={texts.yaml} onText={(yaml) => setTexts({ ...texts, yaml })} />
      )}
      {isMissing && <p role="alert">{say(`newProcess.${way}Missing`)}</p>}
    </section>
  );
}

type Fields = ReturnType<typeof useFields>;

/** The name follows the title until somebody writes it. */
function useFields() {
  const { processes = [] } = useProcesses({});
  const [title, setTitle] = useState("");
  const [written, write] = useState<string>();
  const [chosen, choose] = useState<string>();
  const namespaces = [...new Set(processes.map((one) => one.namespace))].sort();
  const namespace = chosen ?? namespaces[0] ?? "default";
  const name = written ?? nameFrom(title);
  const faults = {
    title: title.trim() === "",
    namespace: !isName(namespace),
    name: !isName(name),
  };
  return {
    ...{ title, namespace, namespaces, name, faults },
    ...{ setTitle, setName: write, setNamespace: choose },
    propose: (proposed: string, short: string) => {
      if (title.trim() !== "") return;
      setTitle(proposed);
      write(short);
    },
  };
}

function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && NAME.test(text);
}

function NameFields({
  fields,
  isChecked,
}: {
  readonly fields: Fields;
  readonly isChecked: boolean;
}) {
  const { faults } = fields;
  const fault = (wrong: boolean, word: "titleMissing" | "nameWrong") =>
    isChecked && wrong ? say(`newProcess.${word}`) : undefined;
  return (
    <div className={styles["fields"]}>
      <TextInput
        label={say("newProcess.name")}
        description={say("newProcess.nameMore")}
        value={fields.title}
        error={fault(faults.title, "titleMissing")}
        maxLength={200}
        dir="auto"
        data-autofocus
        onChange={({ currentTarget }) => fields.setTitle(currentTarget.value)}
      />
      <TextInput
        label={say("newProcess.short")}
        description={say("newProcess.shortMore")}
        value={fields.name}
        error={fault(faults.name, "nameWrong")}
        maxLength={LONGEST_NAME}
        dir="ltr"
        onChange={({ currentTarget }) => fields.setName(currentTarget.value)}
      />
      <Autocomplete
        label={say("newProcess.namespace")}
        description={say("newProcess.namespaceMore")}
        value={fields.namespace}
        error={fault(faults.namespace, "nameWrong")}
        data={fields.namespaces}
        maxLength={LONGEST_NAME}
        dir="ltr"
        onChange={fields.setNamespace}
      />
    </div>
  );
}
