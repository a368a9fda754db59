/**
 * What an endpoint can be told, in the groups in which people choose it.
 *
 * Never: a type without a word; the compiler says which one has none.
 */
import type { Endpoint, EndpointWanted } from "../../api/webhooks";
import { say, sayOr } from "../../words";

export const GROUPS = {
  approvals: ["approval.changed", "approval.over"],
  asked: [
    "notice.asked",
    "notice.reminded",
    "notice.escalated",
    "notice.resubmitted",
    "notice.question",
  ],
  requests: ["notice.returned", "notice.answered"],
  outcomes: ["notice.decided", "notice.withdrawn", "notice.closed"],
  messages: ["notice.message"],
  troubles: ["notice.fault", "notice.stuck", "notice.overdue", "notice.schedule", "notice.channel"],
} as const;

export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as readonly Group[];
const ALL: readonly string[] = Object.values(GROUPS).flat();

export const FIRST: EndpointWanted = {
  url: "",
  description: "",
  types: ["*"],
  processes: [],
  enabled: true,
};

/** In words; one of a later release as it is called. */
export const typeWord = (type: string) => sayOr("webhookTypes", type);

/** Each type by itself, also where a whole group is meant. */
export function chosenOf(types: readonly string[]): readonly string[] {
  return ALL.filter((type) =>
    types.some((one) => one === "*" || one === type || one === `${type.split(".")[0] ?? ""}.*`),
  );
}

/** As short as it can be said: who wants everything gets what comes later, too. */
export function wantedOf(chosen: readonly string[]): string[] {
  const kept = ALL.filter((type) => chosen.includes(type));
  return kept.length === ALL.length ? ["*"] : kept;
}

export function summaryOf({ types }: Pick<Endpoint, "types">): string {
  const chosen = chosenOf(types);
  if (chosen.length === ALL.length) return say("webhooks.all");
  return GROUP_NAMES.filter((group) => GROUPS[group].some((type) => chosen.includes(type)))
    .map((group) => say(`webhooks.groups.${group}`))
    .join(" · ");
}

export const saidOf = ({
  url,
  description,
  types,
  processes,
  enabled,
}: Endpoint): EndpointWanted => ({
  url,
  description,
  types,
  processes,
  enabled,
});
