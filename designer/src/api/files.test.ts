/**
 * Sending a file: as its bytes, with how far it has come, once.
 *
 * Never: a request that leaves; the browser's way of asking is the test's own.
 */
import { beforeEach, describe, expect, it, vi } from "vitest";

import { Problem, Unreachable, Unreadable } from "../model/problem";
import { contentOf, uploadFor } from "./files";

class Request {
  static last: Request;
  method = "";
  url = "";
  headers: Record<string, string> = {};
  body: unknown;
  status = 0;
  responseText = "";
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  constructor() {
    Request.last = this;
  }
  open(method: string, url: string) {
    this.method = method;
    this.url = url;
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send(body: unknown) {
    this.body = body;
  }
  abort() {
    this.onabort?.();
  }
  answer(status: number, text: string) {
    this.status = status;
    this.responseText = text;
    this.onload?.();
  }
}

const file = new File(["hello"], "a b&c.pdf");
const shares = vi.fn<(share: number) => void>();
const send = (signal = new AbortController().signal, one = file) =>
  uploadFor("expense", ["image/*"])(one, shares, signal);

beforeEach(() => {
  vi.stubGlobal("XMLHttpRequest", Request);
  shares.mockReset();
});

describe("sending a file", () => {
  it("says what it is for, and that a page of ours asks", async () => {
    const sending = send();
    const { last } = Request;
    expect(last.method).toBe("POST");
    const url = new URL(last.url, "http://baton.test");
    expect(url.pathname).toBe("/api/v1/files");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      name: "a b&c.pdf",
      purpose: "expense",
      accept: "image/*",
    });
    expect(last.headers).toMatchObject({ "X-Baton": "1" });
    expect(last.body).toBe(file);
    last.upload.onprogress?.({ loaded: 1, total: 4 });
    last.upload.onprogress?.({ loaded: 1, total: 0 });
    expect(shares.mock.calls).toEqual([[0.25], [0]]);
    last.answer(201, '{"id": "1", "name": "a"}');
    expect(await sending).toEqual({ id: "1", name: "a" });
  });

  it("is the same when it is sent once more, and another one for another file", async () => {
    const keys: (string | undefined)[] = [];
    for (const one of [file, file, new File(["hello"], "b")]) {
      const sending = send(undefined, one);
      keys.push(Request.last.headers["Idempotency-Key"]);
      Request.last.onerror?.();
      await expect(sending).rejects.toBeInstanceOf(Unreachable);
    }
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  it("is refused with the API's words", async () => {
    const sending = send();
    Request.last.answer(415, '{"type": "urn:baton:problem:file-kind", "detail": "No."}');
    await expect(sending).rejects.toMatchObject({ code: "file-kind", detail: "No." });
    await expect(sending).rejects.toBeInstanceOf(Problem);
  });

  it("meets something that is not the API", async () => {
    const sending = send();
    Request.last.answer(502, "<html>");
    await expect(sending).rejects.toBeInstanceOf(Unreadable);
  });

  it("is called off", async () => {
    const call = new AbortController();
    const sending = send(call.signal);
    call.abort();
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  });
});

it("a file is downloaded from its address", () => {
  expect(contentOf("a/b")).toBe("/api/v1/files/a%2Fb/content");
});
