/**
 * The way to the layout engine in its worker.
 *
 * Never: the engine itself; a stand-in answers its messages.
 */
import { beforeEach, describe, expect, it, vi } from "vitest";

import { graphOf } from "../model/graph";

type Message = { readonly id: number; readonly cmd: string; readonly graph?: object };

class Desk extends EventTarget {
  static all: Desk[] = [];
  static asked: Message[] = [];
  static answers: (message: Message) => object | undefined;
  onmessage: ((event: { readonly data: object }) => void) | undefined;
  ended = false;

  constructor() {
    super();
    Desk.all.push(this);
  }
  postMessage(message: Message) {
    if (message.cmd === "layout") Desk.asked.push(message);
    const answer = Desk.answers(message);
    if (answer !== undefined)
      queueMicrotask(() => this.onmessage?.({ data: { id: message.id, ...answer } }));
  }
  terminate() {
    this.ended = true;
  }
}

const GRAPH = graphOf({
  do: [{ f: { fork: { branches: [{ a: { set: 1 } }, { b: { set: 1 } }] } } }],
});
const fail = (desk: Desk | undefined) =>
  desk?.dispatchEvent(Object.assign(new Event("error"), { message: "blocked" }));

beforeEach(() => {
  vi.resetModules();
  Desk.all = [];
  Desk.asked = [];
  Desk.answers = ({ graph }) => ({ data: graph ?? {} });
  vi.stubGlobal("Worker", Desk);
});

async function fresh() {
  // The words are forgotten with the other modules.
  const [{ speak }, { words }] = await Promise.all([import("../words"), import("../words/en")]);
  speak("en", words);
  return (await import("./arrange")).arrange;
}

describe("arrange", () => {
  it("asks one worker, and nothing twice, however often it is asked", async () => {
    const arrange = await fresh();
    const layouts = await Promise.all([arrange(GRAPH), arrange(GRAPH)]);
    expect(layouts[0]).toEqual(layouts[1]);
    expect(Desk.all).toHaveLength(1);
    expect(Desk.asked).toHaveLength(1);
  });

  it("asks nothing about tasks that follow one another", async () => {
    const arrange = await fresh();
    await arrange(graphOf({ do: [{ a: { do: [{ b: { set: 1 } }] } }, { c: { set: 1 } }] }));
    expect(Desk.asked).toEqual([]);
  });

  it("says when the worker can't be loaded, and makes a new one next time", async () => {
    const arrange = await fresh();
    Desk.answers = () => undefined;
    const waiting = arrange(GRAPH);
    await vi.waitFor(() => expect(Desk.all).toHaveLength(1));
    fail(Desk.all[0]);
    await expect(waiting).rejects.toThrow("blocked");
    expect(Desk.all[0]?.ended).toBe(true);
    Desk.answers = ({ graph }) => ({ data: graph ?? {} });
    await arrange(GRAPH);
    expect(Desk.all).toHaveLength(2);
  });

  it("says when there are no workers at all, or when the engine refuses", async () => {
    const arrange = await fresh();
    Desk.answers = ({ cmd }) => (cmd === "layout" ? { error: new Error("no") } : { data: {} });
    await expect(arrange(GRAPH)).rejects.toThrow("no");
    vi.resetModules();
    vi.stubGlobal("Worker", undefined);
    const other = await fresh();
    await expect(other(GRAPH)).rejects.toThrow();
  });
});
