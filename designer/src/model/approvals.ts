/**
 * What a list of approvals lets one do at once: which decisions need nothing more, for whom one
 * decides, what several have in common, and where a decided line stays.
 *
 * Never: whether it counts; the run says that.
 */
export const APPROVAL_VIEWS = ["waiting", "standin", "requested", "decided"] as const;
export type ApprovalView = (typeof APPROVAL_VIEWS)[number];

export type Decision = {
  readonly name: string;
  readonly label: string;
  readonly style: "primary" | "danger" | "neutral";
  readonly comment: "none" | "optional" | "required";
  readonly goes: "on" | "end";
};
type Named = { readonly id: string; readonly name: string };
export type Decidable = {
  readonly id: string;
  readonly status: string;
  readonly round: number;
  readonly needsForm: boolean;
  readonly decisions: readonly Decision[];
  readonly me: { readonly state: string | null; readonly standsInFor: readonly Named[] };
};

/** Whose answer it would be; undefined: nobody's that one could give. */
export function askedHere(line: Decidable): "me" | Named | undefined {
  if (line.status !== "open") return undefined;
  if (line.me.state === "open") return "me";
  return line.me.standsInFor[0];
}

/** What is sent for it: nothing for oneself. */
export function standsInFor(line: Decidable): string | undefined {
  const asked = askedHere(line);
  return asked === "me" ? undefined : asked?.id;
}

/** Those that need no form; several whom one stands in for are told apart on the page of it. */
export function decisionsAtOnce(line: Decidable): readonly Decision[] {
  if (askedHere(line) === undefined) return [];
  if (line.me.state !== "open" && line.me.standsInFor.length > 1) return [];
  return line.decisions.filter(({ goes }) => !line.needsForm || goes === "end");
}

/** Decisions that each of them knows by the same name and label; as the first one has them. */
export function decisionsOfAll(lines: readonly Decidable[]): readonly Decision[] {
  const [first, ...others] = lines.map(decisionsAtOnce);
  return (first ?? [])
    .filter((one) => others.every((those) => those.some((other) => isSameWay(one, other))))
    .map((one) => ({ ...one, comment: strictest(one, others.flat()) }));
}

function isSameWay(one: Decision, other: Decision): boolean {
  return one.name === other.name && one.label === other.label;
}

function strictest(one: Decision, others: readonly Decision[]): Decision["comment"] {
  const all = [one, ...others.filter((other) => isSameWay(one, other))];
  if (all.some(({ comment }) => comment === "required")) return "required";
  return all.some(({ comment }) => comment === "optional") ? "optional" : "none";
}

export type Done<L extends { readonly id: string }> = {
  readonly line: L;
  /** What stood below it then. */
  readonly below: readonly string[];
};

/** What was decided here stays where it stood, so that nothing moves under the finger. */
export function withDone<L extends { readonly id: string }>(
  lines: readonly L[],
  done: readonly Done<L>[],
): readonly L[] {
  let all = lines;
  for (const { line, below } of done.toReversed()) {
    if (all.some(({ id }) => id === line.id)) continue;
    const next = below.map((id) => all.findIndex((other) => other.id === id)).find((at) => at >= 0);
    all = all.toSpliced(next ?? all.length, 0, line);
  }
  return all;
}

/** The next that waits, after this one; else the first. */
export function nextOf<L extends { readonly id: string }>(
  lines: readonly L[],
  id: string,
  step: 1 | -1 = 1,
): L | undefined {
  const at = lines.findIndex((one) => one.id === id);
  const others = lines.filter((one) => one.id !== id);
  return at < 0 ? others[0] : (lines[at + step] ?? (step === 1 ? others[0] : undefined));
}
