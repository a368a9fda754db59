/**
 * Keys of an app as they are typed: what has to be there, and what is sent.
 *
 * Never: an empty field sent; what is left out stays as it is.
 */
import type { ChatApp, ChatAppWanted } from "../../api/chats";

export type KeyName = "clientId" | "clientSecret" | "signingSecret" | "socketToken" | "team";
export type Typed = Partial<Record<KeyName, string>>;

/** What vendors make keys of. */
const KEY = /^[!-~]+$/;

export type KeyFault = "needed" | "unfit";

/** Of those that are neither there nor typed, and of those that no vendor gives. */
export function faultsOf(
  app: ChatApp,
  names: readonly KeyName[],
  typed: Typed,
): Partial<Record<KeyName, KeyFault>> {
  const faults = names.map((name) => [
    name,
    faultOf(typed[name] ?? "", app.missing.includes(name)),
  ]);
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined)) as Partial<
    Record<KeyName, KeyFault>
  >;
}

export function faultOf(typed: string, isNeeded: boolean): KeyFault | undefined {
  if (typed === "") return isNeeded ? "needed" : undefined;
  return KEY.test(typed) ? undefined : "unfit";
}

export function wantedOf(typed: Typed): ChatAppWanted {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
}
