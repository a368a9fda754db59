/**
 * Two views side by side, with a divider that is moved by pointer or arrow keys.
 *
 * Never: one of them squeezed away; that is what the choice of the view is for.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";

import { say } from "../words";
import styles from "./Split.module.css";

const LEAST = 20;
const MOST = 80;
const STEP = 5;
const USUAL = 55;
const KEPT = "baton-editor-split";

/** One alone has all the room; it stays what it is when the other one comes. */
type Props = { readonly first: ReactNode | undefined; readonly second: ReactNode | undefined };

export function Split({ first, second }: Props) {
  const [part, setPart] = useState(keptPart);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.style.setProperty("--part", `${part}%`), [part]);
  const move = (next: number) => {
    const kept = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    setPart(kept);
    try {
      localStorage.setItem(KEPT, String(kept));
    } catch {
      // A browser that keeps nothing: it is so as long as the page is open.
    }
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = root.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const along = ((event.clientX - box.left) / box.width) * 100;
    move(isRightToLeft(root.current) ? 100 - along : along);
  };
  const both = first !== undefined && second !== undefined;
  return (
    <div ref={root} className={styles["split"]} data-both={both || undefined}>
      {first !== undefined && (
        <div key="first" className={styles["side"]}>
          {first}
        </div>
      )}
      {both && (
        <div
          key="divider"
          className={styles["divider"]}
          role="separator"
          aria-orientation="vertical"
          aria-label={say("editor.divider")}
          aria-valuenow={part}
          aria-valuemin={LEAST}
          aria-valuemax={MOST}
          tabIndex={0}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onDoubleClick={() => move(50)}
          onKeyDown={(event) => {
            const step = stepOf(event, isRightToLeft(root.current));
            if (step === undefined) return;
            event.preventDefault();
            move(part + step);
          }}
        />
      )}
      {second !== undefined && (
        <div key="second" className={styles["side"]}>
          {second}
        </div>
      )}
    </div>
  );
}

function stepOf({ key }: KeyboardEvent, mirrored: boolean): number | undefined {
  if (key === "ArrowLeft") return mirrored ? STEP : -STEP;
  if (key === "ArrowRight") return mirrored ? -STEP : STEP;
  if (key === "Home") return -100;
  return key === "End" ? 100 : undefined;
}

function isRightToLeft(place: HTMLElement | null): boolean {
  return place !== null && getComputedStyle(place).direction === "rtl";
}

function keptPart(): number {
  try {
    const kept = Number(localStorage.getItem(KEPT));
    return kept >= LEAST && kept <= MOST ? kept : USUAL;
  } catch {
    return USUAL;
  }
}
