/**
 * Scenarios as people write them: YAML, alone or in the file beside a definition.
 *
 * Never: a shape that the server would take for another; it checks each again.
 */
import { stringify } from "yaml";

import { isObject, type Json } from "./json";
import type { Scenario } from "./trial";
import { readText } from "./yaml/read";

export function scenarioText(scenario: Scenario): string {
  return stringify(scenario, { lineWidth: 100 });
}

export type ScenarioReading =
  | { readonly ok: true; readonly scenario: Scenario }
  /** The line, where it is no YAML at all. */
  | { readonly ok: false; readonly line: number | undefined };

export function readScenario(text: string): ScenarioReading {
  const reading = readText(text);
  if (!reading.ok) return { ok: false, line: reading.faults[0]?.line };
  const { json } = reading.source;
  if (json === null) return { ok: true, scenario: {} };
  return isScenario(json) ? { ok: true, scenario: json } : { ok: false, line: undefined };
}

/** The file `<name>.scenarios.yaml`. */
export function fileText(scenarios: Readonly<Record<string, Scenario>>): string {
  return stringify(scenarios, { lineWidth: 100 });
}

/** Nothing where it is no such file. */
export function readFile(text: string): Readonly<Record<string, Scenario>> | undefined {
  const reading = readText(text.replace(/^\uFEFF/, ""));
  if (!reading.ok) return undefined;
  const { json } = reading.source;
  if (!isObject(json) || Object.keys(json).length === 0) return undefined;
  const entries = Object.entries(json).map(([name, one]) => [name, one ?? {}] as const);
  return entries.every(([, one]) => isScenario(one))
    ? (Object.fromEntries(entries) as Readonly<Record<string, Scenario>>)
    : undefined;
}

function isScenario(json: Json): json is Json & Scenario {
  return isObject(json);
}
