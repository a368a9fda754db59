/**
 * An earlier version as it was, tried with the sample that it had.
 *
 * Never: a field that could be typed into.
 */
import { Link } from "@tanstack/react-router";

import { LANGUAGES, type Text, useTemplate } from "../../api/templates";
import { Empty } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { draftOf, isWritten, sampleOf, textsOf } from "./draft";
import { Mail } from "./Mail";
import styles from "./Templates.module.css";
import { useTried } from "./useTried";

type Props = { readonly name: string; readonly version: number; readonly current: number };

export function OldVersion({ name, version, current }: Props) {
  const old = useTemplate(name, version);
  const draft = old.data ? draftOf(old.data) : undefined;
  const tried = useTried(draft && textsOf(draft), draft && sampleOf(draft).text);
  if (old.data === undefined) return <NotYet error={old.error} />;
  if (draft === undefined) return <Empty title={say("templates.gone")} />;
  return (
    <>
      <p role="status" className={styles["banner"]}>
        {say("templates.old", { version: String(version), current: String(current) })}{" "}
        <Link to="/templates/$name" params={{ name }}>
          {say("templates.toCurrent")}
        </Link>
      </p>
      <div className={styles["languages"]}>
        {LANGUAGES.filter((language) => isWritten(draft.texts[language])).map((language) => (
          <section key={language} className={styles["language"]} lang={language}>
            <h2>{say(`templates.${language}`)}</h2>
            <pre className={styles["old"]} dir="auto">
              {wholeOf(draft.texts[language])}
            </pre>
            <Mail language={language} shown={tried.data?.[language] ?? undefined} />
          </section>
        ))}
      </div>
    </>
  );
}

const wholeOf = ({ subject, body }: Text) => [subject, "", body].join("\n");
