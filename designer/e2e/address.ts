/**
 * The stack by the name that it calls itself.
 *
 * Never: another stack than the one of these journeys.
 */

/** Passkeys know names of hosts only; and who comes back from elsewhere is sent to this one. */
export function byName(url: string): string {
  const address = new URL(url);
  if (address.hostname === "127.0.0.1") address.hostname = "localhost";
  return address.href;
}
