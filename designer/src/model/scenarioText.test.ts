/**
 * Scenarios as text.
 *
 * Never: a scenario that reads otherwise than it was written.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { fileText, readFile, readScenario, scenarioText } from "./scenarioText";

const FILE = `# People decide.
the manager approves:
  input: { item: A desk, amount: 900 }
  people: { manager 1: Fatima, role finance: [Grace, Omar] }
  decisions:
    - { by: Fatima, after: PT30H, decision: approve, fields: { amount: 750 } }
  expect: { output: ordered }
it is small:
`;

describe("a scenario", () => {
  it("is read as it was written", () => {
    const scenario = { input: { n: 1, s: "yes" }, calls: { a: [{ output: null }] } };
    expect(readScenario(scenarioText(scenario))).toEqual({ ok: true, scenario });
    expect(readScenario("")).toEqual({ ok: true, scenario: {} });
  });

  it("is a map, and says in which line it is broken", () => {
    expect(readScenario("- 1")).toEqual({ ok: false, line: undefined });
    expect(readScenario("a: 1\nb: [")).toMatchObject({ ok: false, line: 2 });
  });
});

describe("a file", () => {
  it("comes back as it went", () => {
    const scenarios = readFile(FILE);
    expect(Object.keys(scenarios ?? {})).toEqual(["the manager approves", "it is small"]);
    expect(readFile(fileText(scenarios ?? {}))).toEqual(scenarios);
  });

  it.each(["", "- a", "a: 1", "a: ["])("isn't %j", (text) => {
    expect(readFile(text)).toBeUndefined();
  });
});
