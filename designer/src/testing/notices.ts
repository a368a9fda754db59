/**
 * Notices as the API shows them, for tests of the tray.
 *
 * Never: in the application; only tests import it.
 */
import type { Notice } from "../api/notices";
import { type Asked, type Replies, signedIn } from "./api";

export function aNotice(more: Partial<Notice> = {}): Notice {
  return {
    id: "n1",
    kind: "asked",
    subject: "Laptop for Bob",
    text: "",
    approval: "a1",
    decision: null,
    run: null,
    standsInFor: null,
    createdAt: "2026-03-01T09:00:00Z",
    readAt: null,
    ...more,
  };
}

/** An API that keeps what is read; `told` is what there is. */
export function telling(told: Notice[], more: Replies = {}): Replies {
  const unread = () => told.filter(({ readAt }) => readAt === null).length;
  return {
    ...signedIn(),
    "GET /api/v1/notices": () => ({ body: { items: [...told], next: null, unread: unread() } }),
    "POST /api/v1/notices/read": ({ body }: Asked) => {
      const { ids } = JSON.parse(body) as { readonly ids?: readonly string[] };
      told.forEach((one, at) => {
        if (ids === undefined || ids.includes(one.id)) told[at] = { ...one, readAt: one.createdAt };
      });
      return { body: { unread: unread() } };
    },
    ...more,
  };
}
