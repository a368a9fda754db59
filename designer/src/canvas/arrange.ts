/**
 * Asks the layout engine in its worker where everything goes.
 *
 * Never: a second engine beside the first, or one that has failed asked again; a new one is made.
 * Nor the same question twice: most pieces are as they were before an edit.
 */
import ELK, { type ELK as Engine, type ElkNode } from "elkjs/lib/elk-api";

import type { Graph } from "../model/graphTypes";
import { OPTIONS } from "./engine";
import { type Layout, layoutOf } from "./layout";
import { sizes } from "./sizes";

type Desk = { readonly engine: Engine; readonly failed: Promise<never> };

const MOST_KNOWN = 1_000;

let desk: Desk | undefined;
const known = new Map<string, Promise<ElkNode>>();

export async function arrange(graph: Graph): Promise<Layout> {
  return layoutOf(graph, sizes, ask);
}

/** Has the engine loaded before there is anything to ask it. */
export function prepare(): void {
  desk ??= open();
}

function ask(graph: ElkNode): Promise<ElkNode> {
  const key = JSON.stringify(graph);
  const before = known.get(key);
  if (before !== undefined) return before;
  const answer = answered(graph);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, answer);
  answer.catch(() => known.delete(key));
  return answer;
}

async function answered(graph: ElkNode): Promise<ElkNode> {
  desk ??= open();
  const { engine, failed } = desk;
  return Promise.race([engine.layout(graph, { layoutOptions: OPTIONS }), failed]);
}

function open(): Desk {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      worker.terminate();
      desk = undefined;
      reject(new Error(`The layout engine has failed: ${event.message}`));
    });
  });
  // Whoever waits hears of it; while nobody waits, nobody needs to.
  failed.catch(() => undefined);
  return { engine: new ELK({ algorithms: ["layered"], workerFactory: () => worker }), failed };
}
