/**
 * Every function that comes with Baton: each of its arguments has a control that fits.
 *
 * Never: a list of functions; whatever is declared is looked at.
 */
// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

import { type Argument, argumentsOf } from "./arguments";
import { isObject, type Json } from "./json";
import { readText } from "./yaml/read";

const FOLDER = fileURLToPath(new URL("../../../definitions/catalogue", import.meta.url));
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith("function.yaml"),
);
/** All of it, with what stands in groups. */
function deep(all: readonly Argument[]): readonly Argument[] {
  return all.flatMap((one) => [
    one,
    ...(one.kind === "group" ? deep(argumentsOf(one.schema)) : []),
  ]);
}

function inputOf(path: string): Json {
  const reading = readText(readFileSync(join(FOLDER, path), "utf8"));
  const declared = reading.ok ? reading.source.json : null;
  return isObject(declared) ? (declared["input"] ?? null) : null;
}

it("are there", () => {
  expect(FILES.map((path) => path.split("/")[0])).toContain("approval");
});

// The call of an address is one of the standard, and has a part of the panel of its own.
it.each(FILES.filter((path) => !path.startsWith("http/")))("%s needs no raw data", (path) => {
  const all = deep(argumentsOf(inputOf(path)));
  expect(all.filter(({ kind, required }) => kind === "any" && required)).toEqual([]);
  expect(all.filter(({ label, key }) => label === key).map(({ key }) => key)).toEqual([]);
});
