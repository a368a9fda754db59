/**
 * How somebody has come to the sign-in page: from a provider of identities, or by an address.
 *
 * Never: a way on to another site.
 */
const WAYS = ["totp", "passkey", "recovery-code"] as const;

export type Arrival = {
  /** Of which organisation the buttons are. */
  readonly tenant?: string;
  /** Why a provider's sign-in went no further. */
  readonly problem?: string;
  /** What comes next, when the provider has let them in. */
  readonly ways?: readonly (typeof WAYS)[number][];
  /** Where they wanted to go. */
  readonly to: string;
};

export const SIGN_IN = "/sign-in";

export function arrivalOf({ pathname, search }: { pathname: string; search: string }): Arrival {
  const here = pathname + search;
  if (pathname !== SIGN_IN) return { to: ownAddress(here) };
  const said = new URLSearchParams(search);
  const tenant = said.get("tenant") ?? "";
  const problem = said.get("problem") ?? "";
  const given = (said.get("ways") ?? "").split(",");
  const ways = WAYS.filter((way) => given.includes(way));
  return {
    ...(tenant !== "" && { tenant }),
    ...(problem !== "" && { problem }),
    ...(ways.length > 0 && { ways }),
    to: ownAddress(said.get("to") ?? "/"),
  };
}

/** A page of ours; whatever could lead elsewhere leads to the first one. */
export function ownAddress(wanted: string): string {
  const isOurs = wanted.startsWith("/") && !/^\/[/\\]/.test(wanted) && !/[\s\\]/.test(wanted);
  return isOurs && !wanted.startsWith(SIGN_IN) ? wanted : "/";
}
