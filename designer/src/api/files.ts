/**
 * Files: sent with how far they have come, opened, linked to and removed.
 *
 * Never: a file read into a text; it leaves as the bytes that it is.
 */
import { writeSearch } from "../model/address";
import { parse } from "../model/json";
import type { KeptFile, Upload } from "../model/files";
import { Problem, Unreachable, Unreadable } from "../model/problem";
import { get, post, remove } from "./client";

const FILES = "/api/v1/files";
const OK = 200;
const REFUSED = 300;

/** Where a file is downloaded from, by who has signed in. */
export function contentOf(id: string): string {
  return `${FILES}/${encodeURIComponent(id)}/content`;
}

export function fileQuery(id: string) {
  return {
    queryKey: ["files", id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      get("/api/v1/files/{id}", { path: { id }, signal }),
  };
}

/** Takes away one that nothing has attached. */
export function removeFile(id: string) {
  return remove("/api/v1/files/{id}", { path: { id } });
}

/** A link for who doesn't sign in. */
export function linkTo(id: string, seconds: number) {
  return post("/api/v1/files/{id}/link", { path: { id }, body: JSON.stringify({ seconds }) });
}

/**
 * Sends files for a purpose, of these kinds. Sent again after no answer it is the same file:
 * each has a key.
 */
export function uploadFor(purpose: string, accept: readonly string[] = []): Upload {
  return (file, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const query = writeSearch({ name: file.name, purpose, accept });
      request.open("POST", `${FILES}${query}`);
      // The header proves that a page of this origin asks: a foreign form can't send it.
      request.setRequestHeader("X-Baton", "1");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("Idempotency-Key", keyOf(file));
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => settle(request, resolve, reject);
      request.onerror = () => reject(new Unreachable("No answer."));
      request.onabort = () => reject(new DOMException("Called off.", "AbortError"));
      signal.addEventListener("abort", () => request.abort(), { once: true });
      request.send(file);
    });
}

function settle(
  request: XMLHttpRequest,
  resolve: (file: KeptFile) => void,
  reject: (error: Error) => void,
) {
  let body: unknown;
  try {
    body = parse(request.responseText);
  } catch (cause) {
    reject(new Unreadable("Not JSON.", { cause }));
    return;
  }
  if (request.status >= OK && request.status < REFUSED) resolve(body as KeptFile);
  else reject(new Problem(request.status, body as Record<string, unknown>));
}

const keys = new WeakMap<File, string>();

/** The same as long as this page knows the file that was chosen. */
function keyOf(file: File): string {
  const key = keys.get(file) ?? crypto.randomUUID();
  keys.set(file, key);
  return key;
}
