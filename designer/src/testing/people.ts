/**
 * People, departments and groups as the API shows them, for tests of the pages about them.
 *
 * Never: in the application; only tests import it.
 */
import { ADA, type Asked, type Replies, signedIn } from "./api";

export const BOARD = {
  id: "d1",
  name: "Board",
  parentId: null,
  path: ["Board"],
  head: { id: "p1", name: "Ada" },
  people: 2,
};
export const SALES = {
  ...{ id: "d2", name: "Sales", parentId: "d1", path: ["Board", "Sales"] },
  ...{ head: null, people: 1 },
};

export const NOAH = {
  id: "p2",
  name: "Noah",
  email: "noah@demo.example",
  department: "Sales",
  departmentId: "d2",
  manager: { id: "p1", name: "Ada" },
  away: null as object | null,
  roles: ["member"] as readonly string[] | null,
  state: "active" as string | null,
};
export const NOAH_SHOWN = {
  ...NOAH,
  departmentPath: ["Board", "Sales"],
  head: null,
  standIn: { id: "p2", name: "Noah" },
  language: "ar",
  timeZone: "Asia/Riyadh",
  workingHours: { monday: [["09:00", "17:00"]] },
  invitation: null as object | null,
};
export const FRIENDS = {
  id: "g1",
  name: "Friends",
  description: "Who is asked first.",
  people: [{ id: "p1", name: "Ada" }],
  departments: [{ id: "d1", name: "Board" }],
};

const MEMBER = { name: "member", title: "Member", builtIn: true, patterns: [], permissions: [] };
const AUDITOR = { ...MEMBER, name: "auditor", title: "Reads everything", builtIn: false };
const MIGHTY = { ...MEMBER, name: "mighty", title: "More than one has", permissions: ["x:y"] };

export const ADMINISTERS = [
  "people:read",
  "people:write",
  "departments:write",
  "access:read",
  "access:write",
];

/** For who administers people, unless other permissions are given. */
export function amongPeople(more: Replies = {}, permissions = ADMINISTERS): Replies {
  const items = [MEMBER, AUDITOR, MIGHTY].map((role) => ({ ...role, people: 0 }));
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, ...permissions] } },
    "GET /api/v1/roles": { body: { items } },
    "GET /api/v1/people": { body: { items: [NOAH], next: null } },
    "GET /api/v1/people/p1": { body: { ...NOAH_SHOWN, id: "p1", name: "Ada" } },
    "GET /api/v1/people/p2": { body: NOAH_SHOWN },
    "GET /api/v1/people/p2/absences": { body: { items: [] } },
    "GET /api/v1/people/p2/exceptions": { body: { items: [] } },
    "GET /api/v1/departments": { body: { items: [BOARD, SALES] } },
    "GET /api/v1/groups": { body: { items: [FRIENDS] } },
    ...more,
  };
}

/** What was sent to change something: method, path and body. */
export function changesIn(asked: readonly Asked[]): [string, string, unknown][] {
  return asked
    .filter(({ method }) => method !== "GET")
    .map(({ method, path, body }) => [method, path, body === "" ? null : JSON.parse(body)]);
}
