/**
 * What somebody is writing: a template's texts in both languages, its sample, a note.
 *
 * Never: a language that was left empty sent along.
 */
import {
  LANGUAGES,
  type Language,
  type Text,
  type Texts,
  type TemplateShown,
} from "../../api/templates";
import { isObject, parse, textOf } from "../../model/json";
import { say } from "../../words";
import { jsonText } from "../run/jsonText";

export type Draft = {
  readonly texts: Readonly<Record<Language, Text>>;
  readonly sample: string;
  readonly note: string;
};

const NOTHING: Text = { subject: "", body: "" };
const EMPTY_SAMPLE = "{}";

export const NEW_DRAFT: Draft = {
  texts: { en: NOTHING, ar: NOTHING },
  sample: EMPTY_SAMPLE,
  note: "",
};

/** The note belongs to the version that has it; the next one has its own. */
export function draftOf({ texts, sample }: Pick<TemplateShown, "texts" | "sample">): Draft {
  const text = (language: Language): Text => {
    const { subject = "", body = "" } = texts[language] ?? {};
    return { subject, body };
  };
  return { texts: { en: text("en"), ar: text("ar") }, sample: textOf(sample as never), note: "" };
}

export const isWritten = ({ subject, body }: Text) => subject !== "" || body !== "";

export function textsOf({ texts }: Draft): Texts {
  const written = LANGUAGES.filter((language) => isWritten(texts[language]));
  return Object.fromEntries(written.map((language) => [language, texts[language]]));
}

/** As JSON text, where it is an object. */
export function sampleOf({ sample }: Draft): { readonly text?: string; readonly fault?: string } {
  const reading = jsonText(sample.trim() === "" ? EMPTY_SAMPLE : sample);
  if (!reading.ok) return { fault: reading.fault };
  return isObject(parse(reading.text))
    ? { text: reading.text }
    : { fault: say("templates.sampleFault") };
}

export type Part = { readonly label: string; readonly mine: string; readonly theirs: string };

/** Where somebody else's version says something else. */
export function differences(mine: Draft, theirs: Draft): readonly Part[] {
  const ofTexts = LANGUAGES.flatMap((language) =>
    (["subject", "body"] as const).map((part) => ({
      label: `${say(`templates.${language}`)}, ${say(`templates.${part}`)}`,
      mine: mine.texts[language][part],
      theirs: theirs.texts[language][part],
    })),
  );
  const sample = { label: say("templates.sample"), mine: mine.sample, theirs: theirs.sample };
  return [...ofTexts, sample].filter((part) => part.mine !== part.theirs);
}
