/**
 * What is said of a version: for those who look through the versions later.
 *
 * Never: longer than the server keeps.
 */
import { Textarea } from "@mantine/core";

import { LONGEST_NOTES } from "../../api/publishing";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import styles from "./Publishing.module.css";
import type { Publication } from "./usePublication";

export function Notes({ publication }: { readonly publication: Publication }) {
  const { notes, setNotes } = publication;
  return (
    <Section title={say("publishing.notes")}>
      <Textarea
        className={styles["wide"] ?? ""}
        label={say("publishing.notesLabel")}
        description={say("publishing.notesLeft", { count: LONGEST_NOTES - notes.length })}
        value={notes}
        maxLength={LONGEST_NOTES}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => setNotes(currentTarget.value)}
      />
    </Section>
  );
}
