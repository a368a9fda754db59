/**
 * What is said in one language: written above, as somebody would get it below.
 *
 * Never: a fault away from the line that has it.
 */
import { Textarea, TextInput } from "@mantine/core";

import type { Language, Preview, Text } from "../../api/templates";
import { say } from "../../words";
import { isWritten } from "./draft";
import { Mail } from "./Mail";
import styles from "./Templates.module.css";

const RIGHT_TO_LEFT: readonly Language[] = ["ar"];

type Props = {
  readonly language: Language;
  readonly text: Text;
  readonly shown: Preview | undefined;
  readonly isChecked: boolean;
  readonly readOnly: boolean;
  readonly onChange: (text: Text) => void;
};

export function LanguageText({ language, text, shown, isChecked, readOnly, onChange }: Props) {
  const written = isWritten(text);
  const direction = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
  const missing = isChecked && written && text.subject === "";
  const faults = (part: "subject" | "body") => (written ? faultOf(shown, part) : undefined);
  const typed = { dir: direction, lang: language, readOnly };
  return (
    <section className={styles["language"]} aria-label={say(`templates.${language}`)}>
      <h2>{say(`templates.${language}`)}</h2>
      <TextInput
        label={say("templates.subject")}
        error={missing ? say("templates.subjectMissing") : faults("subject")}
        value={text.subject}
        {...typed}
        onChange={({ currentTarget }) => onChange({ ...text, subject: currentTarget.value })}
      />
      <Textarea
        classNames={{ input: styles["body"] ?? "" }}
        label={say("templates.body")}
        description={say("templates.bodyMore")}
        error={faults("body")}
        value={text.body}
        {...typed}
        autosize
        minRows={6}
        maxRows={24}
        onChange={({ currentTarget }) => onChange({ ...text, body: currentTarget.value })}
      />
      {written ? (
        <Mail language={language} shown={shown} />
      ) : (
        <p className={styles["soft"]}>{say("templates.nothing")}</p>
      )}
    </section>
  );
}

function faultOf(shown: Preview | undefined, part: "subject" | "body"): string | undefined {
  return shown?.faults.find((one) => one.part === part)?.message;
}
