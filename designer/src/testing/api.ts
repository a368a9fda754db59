/**
 * A stand-in for the API in unit tests: answers by method and path, and remembers what was asked.
 *
 * Never: in the application; only tests import it.
 */
import { vi } from "vitest";

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
};
type Reply = { readonly status?: number; readonly body?: unknown } | "unreachable" | "never";
export type Replies = Record<string, Reply | ((asked: Asked) => Reply)>;

const MINE = "GET /api/v1/me/permissions";
/** Every page asks for them; who says nothing of them has none. */
const NOTICES = "GET /api/v1/notices";
const NO_NOTICES: Reply = { body: { items: [], next: null, unread: 0 } };

/**
 * Replies by "GET /api/v1/me"; what has none is a failure of the test. What one may is what the
 * person is said to have there, for every process, unless the test says otherwise.
 */
export function stubApi(replies: Replies): { readonly asked: Asked[]; readonly replies: Replies } {
  const asked: Asked[] = [];
  const mine = (request: Asked): Reply => {
    const said = replies["GET /api/v1/me"];
    const reply = typeof said === "function" ? said(request) : said;
    return typeof reply === "object" ? { body: minePermissions(reply.body) } : "never";
  };
  const usual: Replies = { [MINE]: mine, [NOTICES]: NO_NOTICES };
  vi.stubGlobal("fetch", (address: string, options: RequestInit) => {
    const url = new URL(address, "http://baton.test");
    const request: Asked = {
      method: options.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      headers: new Headers(options.headers),
      body: typeof options.body === "string" ? options.body : "",
    };
    asked.push(request);
    const key = `${request.method} ${request.path}`;
    return answer(replies[key] ?? usual[key], request, options.signal);
  });
  return { asked, replies };
}

function minePermissions(me: unknown): object {
  const { permissions = [] } = (me ?? {}) as { readonly permissions?: readonly string[] };
  return { process: null, permissions, somewhere: permissions };
}

async function answer(
  reply: Replies[string] | undefined,
  asked: Asked,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  const found = typeof reply === "function" ? reply(asked) : reply;
  if (found === undefined) throw new Error(`No reply for ${asked.method} ${asked.path}`);
  if (found === "unreachable") throw new TypeError("Failed to fetch");
  if (found === "never") {
    return new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        reject(new DOMException("Called off.", "AbortError"));
      });
    });
  }
  const { status = 200, body } = found;
  const type = status < 400 ? "application/json" : "application/problem+json";
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { "content-type": type } });
}

export const ADA = {
  id: "p1",
  email: "ada@demo.example",
  name: "Ada",
  tenant: { id: "t1", slug: "demo", name: "Demo", installation: false },
  roles: ["admin"],
  permissions: [
    "definitions:read",
    "runs:start",
    "runs:read",
    "runs:read-all",
    "runs:control",
    "runs:change",
    "runs:read-facts",
    "audit:read",
    "audit:export",
  ],
  secondFactorMissing: false,
  mailbox: false,
};

export const WRONG = {
  status: 401,
  body: {
    type: "urn:baton:problem:wrong-credentials",
    title: "Unauthorized",
    status: 401,
    detail: "The email or the password is wrong.",
    remedy: "Try again.",
  },
};

export const HELLO = {
  namespace: "demo",
  name: "hello",
  title: "Say hello",
  summary: "Greets.",
  version: "1.0.0",
  draft: null,
  state: "published",
  updatedAt: "2026-01-01T10:00:00Z",
  lastRun: null,
  openRuns: 0,
};

export function aRun(more: Record<string, unknown> = {}) {
  return {
    id: "r1",
    workflow: "demo/hello",
    title: "Say hello",
    startedByName: "Ada",
    version: "1.0.0",
    status: "completed",
    execution: 1,
    startedBy: "p1",
    againOf: null,
    package: null,
    createdAt: "2026-01-01T10:00:00.000Z",
    startedAt: "2026-01-01T10:00:00.010Z",
    endedAt: "2026-01-01T10:00:00.094Z",
    input: { name: "Ada" },
    output: { greeting: "Hello, Ada!" },
    error: null,
    stuckSince: null,
    valuesHidden: false,
    ...more,
  };
}

/** The replies for who has signed in and sees one process and these runs. */
export function signedIn(runs: readonly ReturnType<typeof aRun>[] = []): Replies {
  return {
    "GET /api/v1/me": { body: ADA },
    "GET /api/v1/processes": { body: { items: [HELLO], next: null } },
    "GET /api/v1/people": { body: { items: [], next: null } },
    "GET /api/v1/definitions/demo/hello/1.0.0": {
      body: { document: { do: [] }, source: "do: []", state: "published", summary: null },
    },
    "GET /api/v1/runs": { body: { items: runs, next: null } },
    ...Object.fromEntries(runs.map((run) => [`GET /api/v1/runs/${run.id}`, { body: run }])),
  };
}
