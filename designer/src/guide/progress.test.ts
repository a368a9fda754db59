/**
 * What counts as done of a first process, and what comes next.
 *
 * Never: a browser; what has happened is given.
 */
import { describe, expect, it } from "vitest";

import { parse } from "../model/json";
import { drawnOf, NOTHING_DRAWN } from "./drawn";
import { addressOf, doneOf, isDone, nextOf, type Progress, STEP_KEYS } from "./progress";

const BEGUN: Progress = {
  place: { namespace: "demo", name: "holiday" },
  drawn: NOTHING_DRAWN,
  tried: false,
  published: false,
  run: undefined,
  decided: false,
  sawEnd: false,
};
const ALL: Progress = {
  ...BEGUN,
  drawn: { fields: 1, approval: "/do/0/ask", byMe: true, selfApproval: true },
  ...{ tried: true, published: true, run: "r1", decided: true, sawEnd: true },
};

function drawn(tasks: object[], more: object = {}) {
  return drawnOf(parse(JSON.stringify({ document: {}, do: tasks, ...more })), "ada@demo.example");
}
const asking = (given: object) => ({ ask: { call: "approval:1.0.0@default", with: given } });

describe("a step", () => {
  it.each([
    ["name", { place: undefined }],
    ["form", { drawn: { ...ALL.drawn, fields: 0 } }],
    ["approval", { drawn: { ...ALL.drawn, approval: undefined } }],
    ["decider", { drawn: { ...ALL.drawn, byMe: false } }],
    ["alone", { drawn: { ...ALL.drawn, selfApproval: false } }],
    ["try", { tried: false }],
    ["publish", { published: false }],
    ["start", { run: undefined }],
    ["decide", { decided: false }],
    ["end", { sawEnd: false }],
  ] as const)("%s is done only when it has happened", (step, lacking) => {
    expect(isDone(step, ALL)).toBe(true);
    expect(isDone(step, { ...ALL, ...lacking })).toBe(false);
    expect(nextOf({ ...ALL, ...lacking }, [])).toBe(step);
  });

  it("may be done in another order, or left out", () => {
    const approvalFirst = { ...BEGUN, drawn: { ...NOTHING_DRAWN, approval: "/do/0/ask" } };
    expect(doneOf(approvalFirst)).toEqual(["name", "approval"]);
    expect(nextOf(approvalFirst, [])).toBe("form");
    expect(nextOf(approvalFirst, ["form"])).toBe("decider");
    expect(nextOf(ALL, [])).toBeUndefined();
    expect(nextOf(BEGUN, STEP_KEYS)).toBeUndefined();
  });

  it("knows the page where it is done", () => {
    expect(addressOf("form", { ...BEGUN, place: undefined })).toBe("/processes/new");
    expect(addressOf("form", BEGUN)).toBe("/processes/demo/holiday/edit?view=picture");
    expect(addressOf("start", BEGUN)).toBe("/processes/demo/holiday/start");
    expect(addressOf("decide", ALL)).toBe("/approvals");
    expect(addressOf("end", ALL)).toBe("/runs/r1");
    expect(addressOf("end", BEGUN)).toBe("/processes/demo/holiday/start");
  });
});

describe("what is drawn", () => {
  it("is nothing at first, and nothing of what can't be understood", () => {
    expect(drawn([])).toEqual(NOTHING_DRAWN);
    expect(drawnOf(null, "x")).toEqual(NOTHING_DRAWN);
    expect(drawn([{ a: { call: "approvals" } }, { b: 1 }])).toEqual(NOTHING_DRAWN);
  });

  it("has the fields that whoever starts it fills in", () => {
    const schema = { document: { type: "object", properties: { days: {}, why: {} } } };
    expect(drawn([], { input: { schema } }).fields).toBe(2);
  });

  it("has the approval, also within a block, and who decides it", () => {
    const mine = asking({ approvers: [{ manager: 1 }, "Ada@demo.example"], selfApproval: true });
    expect(drawn([{ block: { do: [mine] } }])).toEqual({
      fields: 0,
      approval: "/do/0/block/do/0/ask",
      byMe: true,
      selfApproval: true,
    });
    expect(drawn([asking({ approvers: [{ manager: 1 }] })])).toMatchObject({
      approval: "/do/0/ask",
      byMe: false,
      selfApproval: false,
    });
    const stages = [
      { approvers: ["bob@demo.example"] },
      { approvers: [{ person: "ada@demo.example" }] },
    ];
    expect(drawn([asking({ stages })]).byMe).toBe(true);
  });
});
