/**
 * Documents to try an edit on: the standard's examples and our own ready-made processes.
 *
 * Never: a path that is known to one machine. `BATON_SHARED` names another folder.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CHECKOUT = fileURLToPath(new URL("../../..", import.meta.url));
const SHARED = process.env["BATON_SHARED"] ?? join(CHECKOUT, "..", "shared");

export type Named = { readonly name: string; readonly text: string };

/** Those of `shared/conformance/examples`; none where that folder is not there. */
export const EXAMPLES: readonly Named[] = textsOf(join(SHARED, "conformance", "examples"));
/** Those of this repository; it has always some. */
export const OURS: readonly Named[] = [
  ...textsOf(join(CHECKOUT, "definitions", "ready")),
  ...textsOf(join(CHECKOUT, "definitions", "samples")),
];
export const DOCUMENTS: readonly Named[] = [...EXAMPLES, ...OURS];

function textsOf(folder: string): Named[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const wanted = names.filter((name) => name !== "INDEX.yaml").sort();
  return wanted.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
