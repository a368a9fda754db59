/**
 * The one way from this page to the API: typed by its OpenAPI file, errors as values of ours.
 *
 * Never: a token in reach of a script; the session's cookie is HttpOnly.
 */
import { writeSearch } from "../model/address";
import { type Json, parse } from "../model/json";
import { Problem, Unreachable, Unreadable } from "../model/problem";
import type { paths } from "./schema";

type Method = "get" | "post" | "put" | "patch" | "delete";
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Responses<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { responses: infer R }> ? R : never;
type Content<R> = R extends { content: { "application/json": infer T } } ? T : undefined;
/** What a success answers: the body of the 2xx that the OpenAPI file names. */
export type Answer<P extends keyof paths, M extends Method> =
  Responses<P, M> extends infer R ? Content<R[keyof R & (200 | 201 | 202 | 204)]> : never;

export type Asking = {
  /** Values for `{name}` in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  /** JSON text, or what `headers` say; already text, so that digits stay as typed. */
  readonly body?: string;
  /** A file instead of it, as it is. */
  readonly file?: Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export function get<P extends PathOf<"get">>(path: P, asking: Asking = {}) {
  return send<Answer<P, "get">>("GET", path, asking);
}

export function post<P extends PathOf<"post">>(path: P, asking: Asking = {}) {
  return send<Answer<P, "post">>("POST", path, asking);
}

export function put<P extends PathOf<"put">>(path: P, asking: Asking = {}) {
  return send<Answer<P, "put">>("PUT", path, asking);
}

export function patch<P extends PathOf<"patch">>(path: P, asking: Asking = {}) {
  return send<Answer<P, "patch">>("PATCH", path, asking);
}

export function remove<P extends PathOf<"delete">>(path: P, asking: Asking = {}) {
  return send<Answer<P, "delete">>("DELETE", path, asking);
}

/** A body with values that are JSON text already, as a person has typed them. */
export function withTexts(said: object, texts: Readonly<Record<string, string | undefined>>) {
  const typed = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [`${JSON.stringify(name)}:${text}`],
  );
  const plain = JSON.stringify(said).slice(1, -1);
  return `{${[plain, ...typed].filter((one) => one !== "").join(",")}}`;
}

async function send<T>(method: string, path: string, asking: Asking): Promise<T> {
  const answer = await reach(method, addressOf(path, asking), asking);
  const text = await answer.text().catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const body = bodyOf(answer, text);
  if (!answer.ok) {
    if (isObject(body)) throw new Problem(answer.status, body);
    throw new Unreadable();
  }
  return body as T;
}

async function reach(method: string, address: string, asking: Asking): Promise<Response> {
  // The header proves that a page of this origin asks: a foreign form can't send it.
  const headers: Record<string, string> = { "X-Baton": "1" };
  if (asking.body !== undefined) headers["Content-Type"] = "application/json";
  Object.assign(headers, asking.headers);
  try {
    return await fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      body: asking.body ?? asking.file ?? null,
      signal: asking.signal ?? null,
    });
  } catch (cause) {
    throw unreachable(cause);
  }
}

/** A request that was called off stays what it is, so that nobody takes it for a fault. */
function unreachable(cause: unknown): unknown {
  if (cause instanceof DOMException && cause.name === "AbortError") return cause;
  return new Unreachable("No answer.", { cause });
}

function addressOf(path: string, { path: values = {}, query = {} }: Asking): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ""),
  );
  return `${filled}${writeSearch(query)}`;
}

function bodyOf(answer: Response, text: string): Json | undefined {
  if (text === "") return undefined;
  if (!(answer.headers.get("content-type") ?? "").includes("json")) throw new Unreadable();
  try {
    return parse(text);
  } catch (cause) {
    throw new Unreadable("Not JSON.", { cause });
  }
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
