/**
 * What happened in a visit of a task: attempts, events, words for the log.
 *
 * Never: a note without its moment, or one of a kind that has no words.
 */
import type { Json } from "../../model/json";
import type { Note } from "../../model/tasks";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import { exactly } from "../../words/times";
import styles from "./Run.module.css";

export function TaskNotes({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <section>
      <h3>{say("task.notes")}</h3>
      <ol className={styles["notes"]}>
        {notes.map((note) => (
          <li key={note.sequence}>
            <p>{sentence(note)}</p>
            <Moment moment={note.at} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function sentence({ kind, body }: Note): string {
  const { until, error, extension, type, message, reason } = body;
  switch (kind) {
    case "retried":
      return say("note.retried", { time: exactly(text(until)), why: why(error) });
    case "unextended":
      return say("note.unextended", { extension: text(extension), why: why(error) });
    case "emitted":
      return say("note.emitted", { type: text(type) });
    case "logged":
      return typeof message === "string" ? message : say("note.logged");
    case "overridden":
      return say("note.overridden", { why: text(reason) });
    case "correlated":
      return say("note.correlated");
  }
}

/** The words of an error as the standard has them. */
function why(error: Json | undefined): string {
  if (error === null || typeof error !== "object" || Array.isArray(error)) return "";
  const { detail, title } = error as Readonly<Record<string, Json>>;
  return text(detail ?? title);
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
