/**
 * What stands behind "?" in the addresses of the pages.
 *
 * Never: a value that a page would have to check again.
 */
import { type PersonFilter, PERSON_STATES } from "../api/people";
import type { ProcessFilter } from "../api/processes";
import { ROOM_VIEWS, type RoomView } from "../editor/views";
import { APPROVAL_VIEWS, type ApprovalView } from "../model/approvals";
import { filterOf } from "../model/runFilter";

type Search = Readonly<Record<string, unknown>>;

export const PROCESS_STATES = ["published", "draft", "deprecated", "archived"] as const;
export const PROCESS_VIEWS = [
  "picture",
  "text",
  "versions",
  "runs",
  "scenarios",
  "rehearsal",
  "access",
] as const;
export const ROLE_VIEWS = ["matrix", "why"] as const;
export const KEYS_OF = ["me", "services", "everyone"] as const;
/** What is asked for at once. */
export const OPENED_OF_ME = ["away", "channels"] as const;
export const RUN_VIEWS = ["picture", "times", "compare", "actions", "facts"] as const;
export type RunView = (typeof RUN_VIEWS)[number];

export type ProcessSearch = {
  readonly view?: (typeof PROCESS_VIEWS)[number];
  readonly version?: string;
  /** Two versions that are compared. */
  readonly from?: string;
  readonly to?: string;
};
export type RunSearch = {
  readonly view?: RunView;
  /** The pointer of the chosen task. */
  readonly task?: string;
  /** Which visit of it, as the trace has it. */
  readonly visit?: string;
  /** The iteration of a loop that is looked at, by its path. */
  readonly at?: string;
  /** The run that it is compared with. */
  readonly with?: string;
};

export type RolesSearch = {
  readonly view?: (typeof ROLE_VIEWS)[number];
  /** The one that a narrow page shows. */
  readonly role?: string;
  /** Whether this person may do that, maybe with this process or this run. */
  readonly person?: string;
  readonly permission?: string;
  readonly process?: string;
  readonly run?: string;
};

export type ApprovalsSearch = {
  readonly view?: ApprovalView;
  readonly search?: string;
};

export function approvalsSearchOf(search: Search): ApprovalsSearch {
  const { search: sought } = filterOf(search);
  return {
    ...oneIn(search, "view", APPROVAL_VIEWS),
    ...(sought !== undefined && { search: sought }),
  };
}

export function processesSearchOf(search: Search): ProcessFilter {
  const { search: sought } = filterOf(search);
  return {
    ...(sought !== undefined && { search: sought }),
    ...oneIn(search, "state", PROCESS_STATES),
  };
}

export function processSearchOf(search: Search): ProcessSearch {
  return {
    ...oneIn(search, "view", PROCESS_VIEWS),
    ...textIn(search, "version"),
    ...textIn(search, "from"),
    ...textIn(search, "to"),
  };
}

/** Which ready-made process a new one begins with. */
export function newProcessSearchOf(search: Search): { readonly ready?: string } {
  return textIn(search, "ready");
}

export function startSearchOf(search: Search): { readonly version?: string } {
  return textIn(search, "version");
}

export function rolesSearchOf(search: Search): RolesSearch {
  return {
    ...oneIn(search, "view", ROLE_VIEWS),
    ...textIn(search, "role"),
    ...textIn(search, "person"),
    ...textIn(search, "permission"),
    ...textIn(search, "process"),
    ...textIn(search, "run"),
  };
}

export function keysSearchOf(search: Search): { readonly of?: (typeof KEYS_OF)[number] } {
  return oneIn(search, "of", KEYS_OF);
}

export function meSearchOf(search: Search): { readonly open?: (typeof OPENED_OF_ME)[number] } {
  return oneIn(search, "open", OPENED_OF_ME);
}

/** As the vendor's page sends people back: where an app was let in, or why not. */
export function chatsSearchOf(search: Search): {
  readonly installed?: string;
  readonly problem?: string;
} {
  return { ...textIn(search, "installed"), ...textIn(search, "problem") };
}

export function runSearchOf(search: Search): RunSearch {
  return {
    ...oneIn(search, "view", RUN_VIEWS),
    ...textIn(search, "task"),
    ...textIn(search, "visit"),
    ...textIn(search, "at"),
    ...textIn(search, "with"),
  };
}

export function peopleSearchOf(search: Search): PersonFilter {
  const { search: sought } = filterOf(search);
  return {
    ...(sought !== undefined && { search: sought }),
    ...textIn(search, "role"),
    ...textIn(search, "department"),
    ...oneIn(search, "state", PERSON_STATES),
  };
}

function textIn<K extends string>(search: Search, name: K): Partial<Record<K, string>> {
  const value = search[name];
  return typeof value === "string" && value !== "" ? ({ [name]: value } as Record<K, string>) : {};
}

function oneIn<K extends string, T extends string>(
  search: Search,
  name: K,
  among: readonly T[],
): Partial<Record<K, T>> {
  const found = among.find((one) => one === search[name]);
  return found === undefined ? {} : ({ [name]: found } as Record<K, T>);
}

export type EditSearch = {
  readonly view?: RoomView;
  /** The pointer of the task that is chosen at first. */
  readonly task?: string;
};

export function editSearchOf(search: Search): EditSearch {
  return { ...oneIn(search, "view", ROOM_VIEWS), ...textIn(search, "task") };
}

export type TemplateSearch = {
  /** An earlier one that is looked at. */
  readonly version?: number;
};

export function templateSearchOf({ version }: Search): TemplateSearch {
  const number = Number(version);
  return Number.isSafeInteger(number) && number > 0 ? { version: number } : {};
}
