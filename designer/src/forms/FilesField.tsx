/**
 * A file, or several: brought while the form is filled in; their ids are what is sent.
 *
 * Never: a file sent with the form itself; it is there before, or the field says why not.
 */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { contentOf, fileQuery, uploadFor } from "../api/files";
import type { Json } from "../model/json";
import { type KeptFile, purposeOf } from "../model/files";
import { keysOf } from "../model/schemaValue";
import { FileField } from "../parts/FileField";
import { FileList } from "../parts/FileList";
import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { Section } from "./Section";

const FRESH_MS = 60_000;

export function FilesField(props: ControlProps<"file" | "files">) {
  const { field, control, value, face } = props;
  const { change, unread, disabled, sentences } = useFilling();
  const client = useQueryClient();
  const files = useFiles(idsOf(value));
  const { pointer } = field;
  const { accept } = control;
  const upload = useMemo(() => uploadFor(purposeOf(keyAt(pointer)), accept), [pointer, accept]);
  if (disabled || field.readOnly) {
    return (
      <Section field={field} face={face}>
        <FileList files={files} addressOf={contentOf} label={face.name} />
      </Section>
    );
  }
  const put = (next: readonly KeptFile[]) => {
    // What has just come is known; it needs not be asked for.
    for (const file of next)
      if (file.isGone !== true) client.setQueryData(fileQuery(file.id).queryKey, file);
    const ids = next.map(({ id }) => id);
    change(pointer, control.kind === "file" ? ids.at(-1) : ids.length === 0 ? undefined : ids);
  };
  return (
    <div className={styles["files"]}>
      <FileField
        label={face.name}
        note={field.required ? "" : say("form.optional")}
        description={field.hint}
        value={files}
        onChange={put}
        upload={upload}
        onBusy={(busy) => unread(pointer, busy ? "coming" : "read")}
        accept={accept}
        most={control.kind === "file" ? 1 : control.most}
        fault={sentences.get(pointer)?.text}
      />
    </div>
  );
}

/** What is known of them; one that can't be had is named all the same. */
function useFiles(ids: readonly string[]): readonly KeptFile[] {
  const asked = useQueries({
    queries: ids.map((id) => ({ ...fileQuery(id), staleTime: FRESH_MS })),
  });
  return ids.map((id, at): KeptFile => {
    const found = asked[at];
    if (found?.data !== undefined) return found.data;
    const unnamed = { id, name: say("files.unnamed"), mediaType: "", size: 0 };
    return found?.isError === true ? { ...unnamed, isGone: true } : unnamed;
  });
}

function idsOf(value: Json | undefined): readonly string[] {
  const all: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  return all.filter((one) => typeof one === "string" && one !== "").map(String);
}

/** The last key of a place that is no number. */
function keyAt(pointer: string): string {
  return keysOf(pointer).findLast((key) => !/^\d+$/.test(key)) ?? "";
}
