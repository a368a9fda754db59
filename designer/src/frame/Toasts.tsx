/**
 * What comes while one is here: said once, at the edge, and gone by itself.
 *
 * Never: more than a few, in the way of what one does, or gone while it is read; all of it stands
 * in the tray.
 */
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { isNews, isOwnDeed, type Notice, useNotices, useReadNotices } from "../api/notices";
import { CloseIcon } from "../parts/icons";
import { say } from "../words";
import styles from "./Toasts.module.css";
import { subjectOf, wayTo, whatIs } from "./told";

const MOST = 3;
const SHOWN_MS = 10_000;

export function Toasts() {
  const [shown, drop] = useArrivals();
  const [isHeld, hold] = useState(false);
  const read = useReadNotices();
  const list = useRef<HTMLUListElement>(null);
  const close = (id: string) => {
    const had = list.current?.contains(document.activeElement) === true;
    drop(id);
    // What had the focus goes; it stays near, or goes back to the page.
    if (had)
      requestAnimationFrame(() => {
        const place = list.current?.querySelector("button") ?? document.getElementById("content");
        place?.focus({ preventScroll: true });
      });
  };
  return (
    <section
      className={styles["toasts"]}
      aria-label={say("notices.new")}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <ul ref={list} aria-live="polite" aria-relevant="additions">
        {shown.map((notice) => (
          <Toast
            key={notice.id}
            notice={notice}
            isHeld={isHeld}
            onGone={() => drop(notice.id)}
            onClose={() => close(notice.id)}
            onFollow={() => {
              read.mutate([notice.id]);
              drop(notice.id);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

/** What is new since the page was opened, and wasn't made by whoever looks, or is looked at. */
function useArrivals() {
  const { notices } = useNotices();
  const { pathname } = useLocation();
  const [shown, show] = useState<readonly Notice[]>([]);
  const known = useRef<Set<string>>(undefined);
  const here = useRef(pathname);
  useEffect(() => {
    here.current = pathname;
  }, [pathname]);
  useEffect(() => {
    if (notices === undefined) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...notices.map(({ id }) => id)]);
    const unread = new Set(notices.filter(({ readAt }) => readAt === null).map(({ id }) => id));
    const fresh =
      before === undefined || !isNews()
        ? []
        : notices
            .filter(({ id, readAt }) => readAt === null && !before.has(id))
            .filter(({ approval }) => !isOwnDeed(approval))
            .filter((one) => !here.current.endsWith(`/${one.approval ?? one.run ?? ""}`));
    show((others) => [...fresh, ...others.filter(({ id }) => unread.has(id))].slice(0, MOST));
  }, [notices]);
  const drop = (id: string) => show((others) => others.filter((one) => one.id !== id));
  return [shown, drop] as const;
}

type ToastProps = {
  readonly notice: Notice;
  readonly isHeld: boolean;
  readonly onGone: () => void;
  readonly onClose: () => void;
  readonly onFollow: () => void;
};

function Toast({ notice, isHeld, onGone, onClose, onFollow }: ToastProps) {
  const way = wayTo(notice);
  const subject = subjectOf(notice);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => gone.current(), SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isHeld]);
  return (
    <li className={styles["toast"]} onKeyDown={({ key }) => key === "Escape" && onClose()}>
      <div className={styles["words"]}>
        {subject !== whatIs(notice) && <p className={styles["what"]}>{whatIs(notice)}</p>}
        <p className={styles["subject"]}>
          {way === undefined ? (
            <bdi>{subject}</bdi>
          ) : (
            <Link {...way} onClick={onFollow}>
              <bdi>{subject}</bdi>
            </Link>
          )}
        </p>
      </div>
      <button
        type="button"
        className={styles["close"]}
        aria-label={say("notices.dismiss", { subject })}
        onClick={onClose}
      >
        <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
      </button>
    </li>
  );
}
