/**
 * Decisions given in a list, with what has become of each.
 *
 * Never: a line that goes away under the finger that has just decided it.
 */
import { useState } from "react";

import {
  type ApprovalLine,
  type BulkResult,
  COUNTED,
  RECORDED,
  useDecideMany,
} from "../../api/approvals";
import { type Decision, type Done, standsInFor, withDone } from "../../model/approvals";
import { Problem } from "../../model/problem";
import { say } from "../../words";

export type Outcome = Done<ApprovalLine> & {
  readonly decision: Decision;
  readonly state: "sent" | "counted" | "recorded" | "refused";
  /** Why it was refused. */
  readonly detail: string;
};

const STATES: Readonly<Record<number, Outcome["state"]>> = {
  [COUNTED]: "counted",
  [RECORDED]: "recorded",
};

export function useDeciding(fresh: readonly ApprovalLine[]) {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const become = (results: readonly Pick<BulkResult, "id" | "status" | "detail">[]) =>
    setOutcomes((before) =>
      before.map((one) => {
        const result = results.find(({ id }) => id === one.line.id);
        if (result === undefined) return one;
        return { ...one, state: STATES[result.status] ?? "refused", detail: result.detail };
      }),
    );
  const many = useDecideMany(become);
  const lines = withDone(fresh, outcomes);
  const decide = (chosen: readonly ApprovalLine[], decision: Decision, comment: string) => {
    const ids = chosen.map(({ id }) => id);
    const begun = chosen.map((line): Outcome => {
      const at = lines.findIndex(({ id }) => id === line.id);
      const below = lines.slice(at + 1).map(({ id }) => id);
      return { line, below, decision, state: "sent", detail: "" };
    });
    setOutcomes((before) => [...before.filter(({ line }) => !ids.includes(line.id)), ...begun]);
    const said = comment.trim();
    const wanted = chosen.map((line) => ({
      id: line.id,
      decision: decision.name,
      comment: said === "" ? null : said,
      standsInFor: standsInFor(line) ?? null,
      round: line.round,
    }));
    many.mutateAsync(wanted).catch((error: unknown) => {
      const detail = error instanceof Problem ? error.detail : say("trouble.unreachable");
      // Of the others the answer is here already.
      setOutcomes((before) =>
        before.map((one) =>
          one.state === "sent" && ids.includes(one.line.id)
            ? { ...one, state: "refused", detail }
            : one,
        ),
      );
    });
  };
  return { lines, outcomes, decide, forget: () => setOutcomes([]) };
}
