/**
 * A point on the page beside which something opens.
 *
 * Never: seen, or in the way of a press.
 */
import { type Ref, useLayoutEffect, useRef } from "react";

import type { Point } from "../../canvas/layout";
import styles from "./Drawing.module.css";

type Props = { readonly at: Point; readonly ref?: Ref<HTMLSpanElement> };

/** It takes nothing of what opens there but its place; it is no button. */
export function Anchor({ at, ref }: Props) {
  const own = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    own.current?.style.setProperty("left", `${at.x}px`);
    own.current?.style.setProperty("top", `${at.y}px`);
  }, [at]);
  return (
    <span
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      className={styles["anchor"]}
    />
  );
}
