/**
 * Several names as one says them: "Ann, Bob and Cem".
 *
 * Never: an order of its own.
 */
import { locale } from "./index";

export function listed(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
}
