/**
 * A notice in words, and where it leads.
 *
 * Never: a way to a page that its reader may not see; the API names no such run.
 */
import type { Notice } from "../api/notices";
import { say, sayOr } from "../words";
import { labelOf } from "../words/decisions";

export function whatIs({ kind, decision }: Notice): string {
  if (kind === "decided" && decision !== null)
    return say("noticeSaid.decided", { decision: labelOf(decision) });
  return sayOr("noticeKinds", kind);
}

/** What it is about; a message without a subject is what it is. */
export function subjectOf(notice: Notice): string {
  return notice.subject === "" ? whatIs(notice) : notice.subject;
}

export function wayTo({ approval, run }: Notice) {
  if (approval !== null) return { to: "/approvals/$id", params: { id: approval } } as const;
  return run === null ? undefined : ({ to: "/runs/$id", params: { id: run } } as const);
}
