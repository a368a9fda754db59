/**
 * @vitest-environment node
 *
 * What the first pages load, by a build as it is served.
 *
 * Never: a size or a time; those are measured under `bench/`.
 */
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

/** Whoever comes to a list or decides something draws nothing. */
const LATER = /node_modules\/(?:yaml|@xyflow|elkjs|@codemirror|@lezer|@mantine\/dates|@cfworker)\//;
const OWN = /src\/(?:canvas|model\/yaml|editor\/(?:drawing|jq|panel|text))\//;
const FIRST = ["pages/home/Home.tsx", "pages/runs/Runs.tsx", "pages/processes/Processes.tsx"];

async function chunks(): Promise<readonly Rolldown.OutputChunk[]> {
  const made = await build({
    logLevel: "silent",
    build: { write: false, minify: false, reportCompressedSize: false },
  });
  const { output } = made as Rolldown.RolldownOutput;
  return output.filter((one) => one.type === "chunk");
}

it("loads with the first pages nothing of what is drawn, written or filled in", async () => {
  const all = await chunks();
  const byName = new Map(all.map((one) => [one.fileName, one]));
  const isFirst = ({ isEntry, facadeModuleId }: Rolldown.OutputChunk) =>
    isEntry || FIRST.some((page) => facadeModuleId?.endsWith(page));
  const loaded = new Set(all.filter(isFirst));
  for (const { imports } of loaded)
    for (const name of imports) {
      const chunk = byName.get(name);
      if (chunk !== undefined) loaded.add(chunk);
    }
  expect([...loaded].filter(isFirst)).toHaveLength(FIRST.length + 1);
  const early = [...loaded].flatMap(({ moduleIds }) =>
    moduleIds.filter((id) => LATER.test(id) || OWN.test(id)),
  );
  expect(early).toEqual([]);
}, 120_000);
