/**
 * Where this installation is, as vendors are told.
 *
 * Never: the address in this browser's line where the installation knows its own.
 */
import type { ChatApp } from "../../api/chats";

export function addressOf(app: ChatApp | null): string {
  const [first = location.href] = Object.values(app?.urls ?? {});
  return new URL(first, location.href).origin;
}
