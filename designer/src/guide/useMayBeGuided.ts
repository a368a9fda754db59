/**
 * Whom a guide to a first process is for: who may draw, publish, start and decide.
 *
 * Never: shown to somebody who would be refused halfway.
 */
import { useMay, useMaySomewhere } from "../api/access";

const SOMEWHERE = ["definitions:write", "definitions:publish", "runs:start", "runs:read"] as const;

export function useMayBeGuided(): boolean {
  const may = useMay();
  const maySomewhere = useMaySomewhere();
  return may("approvals:read") && SOMEWHERE.every(maySomewhere);
}
