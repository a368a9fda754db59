/**
 * What is wrong with the open definition: why it can't be read, or else what the check has found.
 *
 * Never: findings of another text, shown as if they were of this one, once it can't be read.
 */
import { useMemo } from "react";

import type { Draft } from "../model/draft";
import type { Json } from "../model/json";
import { valueAt } from "../model/editing/values";
import { say } from "../words";
import type { Found, Problem } from "./problems";
import { useEditing } from "./useEditor";
import { faultWords } from "./words";

type Place = { readonly namespace: string; readonly name: string };

export function useProblems(place: Place): readonly Problem[] {
  const draft = useEditing((editing) => editing.draft);
  const found = useEditing((editing) => editing.found);
  const { namespace, name } = place;
  return useMemo(
    () => problemsOf(draft, found, { namespace, name }),
    [draft, found, namespace, name],
  );
}

export function problemsOf(draft: Draft, found: Found, place: Place): readonly Problem[] {
  if (draft.faults.length > 0)
    return draft.faults.map((fault) => {
      const { title, remedy } = faultWords(fault);
      const { line, column, code } = fault;
      return { code, message: title, remedy, pointer: "", line, column, severity: "error" };
    });
  return [...renamed(draft, place), ...found.problems];
}

/** It would be published under another name than the page has. */
function renamed({ shown }: Draft, { namespace, name }: Place): readonly Problem[] {
  const said = (pointer: string): Json | undefined =>
    shown === undefined ? undefined : valueAt(shown.document, pointer);
  const [saidNamespace, saidName] = [said("/document/namespace"), said("/document/name")];
  if (typeof saidNamespace !== "string" || typeof saidName !== "string") return [];
  if (saidNamespace === namespace && saidName === name) return [];
  return [
    {
      code: "renamed",
      message: say("editor.renamed", { process: `${saidNamespace}/${saidName}` }),
      remedy: say("editor.renamedRemedy", { process: `${namespace}/${name}` }),
      pointer: saidName === name ? "/document/namespace" : "/document/name",
      line: 1,
      column: 1,
      severity: "warning",
    },
  ];
}
