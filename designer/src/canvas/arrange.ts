/**
 * Asks the layout engine in its worker where everything goes.
 *
 * Never: a second engine beside the first, or one that has failed asked again; a new one is made.
 */
import ELK, { type ELK as Engine } from "elkjs/lib/elk-api";

import type { Graph } from "../model/graphTypes";
import { fromElk, type Layout, OPTIONS, toElk } from "./layout";
import { sizes } from "./sizes";

type Desk = { readonly engine: Engine; readonly failed: Promise<never> };

let desk: Desk | undefined;

export async function arrange(graph: Graph): Promise<Layout> {
  desk ??= open();
  const { engine, failed } = desk;
  const laid = engine.layout(toElk(graph, sizes), { layoutOptions: OPTIONS });
  return fromElk(graph, await Promise.race([laid, failed]));
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
