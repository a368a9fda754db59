/**
 * Roles and permissions as the stand-in for the API tells them.
 *
 * Never: in the application; only tests import it.
 */
import { ADA, type Replies, signedIn } from "./api";

const NAMES = ["access:read", "access:write", "audit:read", "runs:control", "runs:start"];
const EVERYBODYS = ["runs:start"];
const OF_PROCESSES = ["runs:start", "runs:control"];

export const PERMISSIONS = {
  items: NAMES.map((name) => ({
    name,
    ofProcesses: OF_PROCESSES.includes(name),
    everyone: EVERYBODYS.includes(name),
  })),
  rights: {
    start: ["runs:start"],
    see: [],
    "see-team": [],
    "see-department": [],
    "see-all": [],
    "see-data": [],
    edit: [],
    publish: [],
    operate: ["runs:control"],
  },
};

export const AUDITOR = {
  name: "auditor",
  title: "Auditor",
  builtIn: false,
  patterns: ["access:*"],
  permissions: ["access:read", "access:write"],
  people: 0,
};
export const ADMIN = {
  name: "admin",
  title: "Admin",
  builtIn: true,
  patterns: NAMES,
  permissions: NAMES,
  people: 2,
};

export const BOB = { id: "p2", name: "Bob", email: "bob@demo.example", department: "Sales" };

/** Who has signed in may do these. */
export function allowed(...permissions: readonly string[]): Replies {
  const all = ["definitions:read", "runs:read", ...permissions];
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: { ...ADA, permissions: all } },
    "GET /api/v1/roles": { body: { items: [ADMIN, AUDITOR] } },
    "GET /api/v1/permissions": { body: PERMISSIONS },
    "GET /api/v1/people": { body: { items: [BOB], next: null } },
    "GET /api/v1/people/p2": { body: BOB },
  };
}
