/**
 * What people may do with what they are asked in a trial, and by whom.
 *
 * Never: a refusal; the run says that, with its reason.
 */
import type { Json } from "./json";
import type { Does } from "./trial";
import type { OpenAsked } from "./trialOutcome";

export type Who = { readonly id: string; readonly name: string };
export type Doable = { readonly does: Does; readonly by: readonly Who[] };

export function actsOf({ status, open }: OpenAsked): readonly Doable[] {
  const { waitsFor, sendBack, questions, requester } = open;
  const theirs: readonly Who[] = requester === null ? [] : [requester];
  const asked = waitsFor.filter(({ state }) => state === "open");
  const withdraw = { does: "withdraw", by: theirs } as const;
  const acts: readonly Doable[] =
    status === "returned"
      ? [{ does: "resubmit", by: theirs }, withdraw]
      : [
          { does: "decide", by: asked },
          { does: "send-back", by: sendBack && theirs.length > 0 ? asked : [] },
          { does: "ask", by: asked },
          { does: "answer", by: questions.some(({ answer }) => answer === null) ? theirs : [] },
          { does: "reassign", by: asked },
          withdraw,
        ];
  return acts.filter(({ by }) => by.length > 0);
}

/** As scenarios write a person: a name, where nothing else tells them apart. */
export function written({ id, name }: Who): Json {
  return id === name ? name : { id, name };
}

/** Which event is listened to, as far as the document says so in one place. */
export function typeHeard(to: Json): string {
  if (Array.isArray(to)) return typeHeard((to as readonly Json[])[0] ?? null);
  if (typeof to !== "object" || to === null) return "";
  const fields = to as Readonly<Record<string, Json>>;
  if (typeof fields["type"] === "string") return fields["type"];
  const inner = fields["one"] ?? fields["any"] ?? fields["all"] ?? fields["with"];
  return inner === undefined ? "" : typeHeard(inner);
}
