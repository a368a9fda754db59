/**
 * Writes a template: both languages, a sample, a note; tried while it is being written.
 *
 * Never: what somebody has typed thrown away because somebody else has saved.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { LANGUAGES, type Template, type Text, useSaveTemplate } from "../../api/templates";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { Leaving } from "../access/Leaving";
import { JsonArea } from "../run/JsonArea";
import { Conflict } from "./Conflict";
import { type Draft, draftOf, NEW_DRAFT, sampleOf, textsOf } from "./draft";
import { LanguageText } from "./LanguageText";
import styles from "./Templates.module.css";
import { useTried } from "./useTried";

type Props = {
  readonly name: string;
  /** Undefined: it is new. */
  readonly template: Template | undefined;
  readonly mayWrite: boolean;
};

export function Editor({ name, template, mayWrite }: Props) {
  const writing = useWriting(name, template);
  const { draft, change, begun, setBegun, isChecked, isMoved } = writing;
  const sample = sampleOf(draft);
  const tried = useTried(textsOf(draft), sample.text);
  const write = (language: keyof Draft["texts"], text: Text) =>
    change({ ...draft, texts: { ...draft.texts, [language]: text } });
  return (
    <form className={styles["editor"]} onSubmit={writing.send} noValidate>
      <Leaving isDirty={writing.isDirty} />
      {template === undefined && <p className={styles["soft"]}>{say("templates.unsaved")}</p>}
      <div className={styles["languages"]}>
        {LANGUAGES.map((language) => (
          <LanguageText
            key={language}
            language={language}
            text={draft.texts[language]}
            shown={tried.data?.[language] ?? undefined}
            isChecked={isChecked}
            readOnly={!mayWrite}
            onChange={(text) => write(language, text)}
          />
        ))}
      </div>
      <JsonArea
        label={say("templates.sample")}
        description={say("templates.sampleMore")}
        fault={sample.fault}
        value={draft.sample}
        onChange={(text) => change({ ...draft, sample: text })}
      />
      {tried.isError && <Trouble error={tried.error} />}
      {mayWrite && (
        <TextInput
          label={say("templates.note")}
          description={say("templates.noteMore")}
          value={draft.note}
          maxLength={2000}
          dir="auto"
          onChange={({ currentTarget }) => change({ ...draft, note: currentTarget.value })}
        />
      )}
      {isMoved && (
        <Conflict
          base={begun.base}
          mine={draft}
          newest={template ?? null}
          onTake={(theirs) => {
            setBegun({ base: template?.version ?? 0, draft: theirs });
            change(theirs);
          }}
          onKeep={() => setBegun({ ...begun, base: template?.version ?? 0 })}
        />
      )}
      {mayWrite && <Foot writing={writing} isEmpty={Object.keys(textsOf(draft)).length === 0} />}
    </form>
  );
}

type Begun = { readonly base: number; readonly draft: Draft };

function useWriting(name: string, template: Template | undefined) {
  const given = useSaveTemplate(name);
  const [begun, setBegun] = useState<Begun>(() => ({
    base: template?.version ?? 0,
    draft: template === undefined ? NEW_DRAFT : draftOf(template),
  }));
  const [draft, setDraft] = useState(begun.draft);
  const [isChecked, check] = useState(false);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(begun.draft);
  const isBehind = (template?.version ?? 0) !== begun.base && !given.isPending;
  const isMoved = isBehind && isDirty;
  const change = (next: Draft) => {
    setDraft(next);
    given.reset();
  };
  if (isBehind && !isDirty) {
    // What somebody else has saved, or brought back, is what one goes on with.
    const next = template === undefined ? NEW_DRAFT : draftOf(template);
    setBegun({ base: template?.version ?? 0, draft: next });
    setDraft(next);
  }
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    check(true);
    const sample = sampleOf(draft).text;
    const texts = textsOf(draft);
    const whole = LANGUAGES.every((language) => texts[language]?.subject !== "");
    if (sample === undefined || !whole || Object.keys(texts).length === 0) return;
    given.mutate(
      { base: begun.base, texts, sample, note: draft.note },
      {
        onSuccess: (saved) => {
          const next = { ...draft, note: "" };
          setBegun({ base: saved.version, draft: next });
          setDraft(next);
          check(false);
        },
      },
    );
  };
  return { draft, change, begun, setBegun, given, isChecked, isDirty, isMoved, send };
}

type FootProps = {
  readonly writing: ReturnType<typeof useWriting>;
  readonly isEmpty: boolean;
};

function Foot({ writing: { given, isChecked, isMoved }, isEmpty }: FootProps) {
  return (
    <>
      {isChecked && isEmpty && <p role="alert">{say("templates.oneMissing")}</p>}
      {given.isError && !isMoved && <Trouble error={given.error} done />}
      {given.isSuccess && (
        <p role="status">{say("templates.saved", { version: String(given.data.version) })}</p>
      )}
      <div>
        <Button look="main" type="submit" busy={given.isPending} idle={isMoved}>
          {say("templates.save")}
        </Button>
      </div>
    </>
  );
}
