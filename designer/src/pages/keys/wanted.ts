/**
 * What was entered for a new key, and what the API is asked for by it.
 *
 * Never: a permission guessed; what is not chosen is not asked for.
 */
import type { KeyWanted } from "../../api/keys";
import { say } from "../../words";

export const LIVES = [7, 30, 90, 180, 365];

export type Said = {
  readonly name: string;
  readonly everything: boolean;
  readonly scopes: readonly string[];
  /** 0: without end. */
  readonly days: number;
  readonly networks: string;
};
export type Faults = { readonly name?: string; readonly scopes?: string };

export const FIRST: Said = { name: "", everything: false, scopes: [], days: 90, networks: "" };

export function faultsOf({ name, everything, scopes }: Said): Faults {
  return {
    ...(name.trim() === "" && { name: say("apiKeys.nameMissing") }),
    ...(!everything && scopes.length === 0 && { scopes: say("apiKeys.scopesMissing") }),
  };
}

export function wantedOf(said: Said, account: string | undefined): KeyWanted {
  return {
    name: said.name.trim(),
    scopes: said.everything ? ["*"] : [...said.scopes],
    days: said.days === 0 ? null : said.days,
    networks: said.networks.split(/[\s,]+/).filter((one) => one !== ""),
    account: account ?? null,
  };
}
