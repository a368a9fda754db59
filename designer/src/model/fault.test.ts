/**
 * The kind of a fault, by which its remedy is chosen.
 *
 * Never: a fault without one.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { words } from "../words/en";
import { FAULT_KINDS, faultKindOf } from "./fault";

const OLD = "https://serverlessworkflow.io/spec/1.0.0/errors";
const NEW = "https://open-workflow-specification.org/spec/1.0.0/errors/";

describe("a fault's kind", () => {
  it.each([
    [`${OLD}/timeout`, 408, "timeout"],
    [`${NEW}timeout/`, 408, "timeout"],
    ["timeout", 408, "timeout"],
    [`${OLD}/communication`, 502, "communication"],
    [`${OLD}/communication`, 404, "refused"],
    [`${OLD}/validation`, 400, "validation"],
    ["urn/outcome-unknown", 500, "outcomeUnknown"],
    ["https://demo.example/errors/lost", 500, "raised"],
    ["constructor", 500, "raised"],
    ["", 0, "raised"],
    ["////", Number.NaN, "raised"],
  ] as const)("of %j %d is %s", (type, status, kind) => {
    expect(faultKindOf(type, status)).toBe(kind);
  });

  it("has its own words and its own remedy", () => {
    expect(Object.keys(words.fault).sort()).toEqual([...FAULT_KINDS].sort());
    expect(Object.keys(words.remedy).sort()).toEqual([...FAULT_KINDS].sort());
  });
});
