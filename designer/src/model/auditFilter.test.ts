/**
 * What an address says of the audit trail, whatever stands in it.
 *
 * Never: a word that the API would refuse.
 */
import { describe, expect, it } from "vitest";

import { auditFilterOf, auditQueryOf } from "./auditFilter";

describe("the filter of the audit trail", () => {
  it("takes what makes sense, and leaves the rest out", () => {
    const said = { actor: "me", action: " run.retry ", outcome: "refused", since: "2026-01-31" };
    expect(auditFilterOf(said)).toEqual({ ...said, action: "run.retry" });
    const nonsense = { actor: 7, subject: " ", outcome: "lost", since: "2026-02-30", other: "x" };
    expect(auditFilterOf(nonsense)).toEqual({});
  });

  it("asks for whole days", () => {
    const day = { since: "2026-01-31", until: "2026-01-31" };
    const asked = auditQueryOf({ subject: "secret:a", ...day });
    const [since, until] = Object.entries(asked).flatMap(([name, value]) =>
      name in day ? [Date.parse(value)] : [],
    );
    expect(asked.subject).toBe("secret:a");
    expect(Number(until) - Number(since)).toBe(24 * 60 * 60 * 1000);
  });
});
