/**
 * A button at each place where something can be put in; while somebody drags, what lights up there.
 *
 * Never: a stop of the Tab key; there are hundreds, and from each task the menu and a key lead to
 * the same.
 */
import { ViewportPortal } from "@xyflow/react";
import { memo, useLayoutEffect, useRef } from "react";

import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import type { Spot } from "./places";
import styles from "./Spots.module.css";
import { useStage, useStageStore } from "./stage";

type Props = {
  readonly spots: readonly Spot[];
  /** What a node is called to who hears of it. */
  readonly nameOf: (pointer: string) => string;
};

export const Spots = memo(function Spots({ spots, nameOf }: Props) {
  return (
    <ViewportPortal>
      <svg className={styles["dots"]} aria-hidden="true" focusable="false">
        <path d={dotsOf(spots)} />
        <Open />
      </svg>
      <div className={styles["spots"]}>
        {spots.filter(hasButton).map((spot) => (
          <SpotButton key={spot.id} spot={spot} words={wordsFor(spot, nameOf)} />
        ))}
        <Indicator />
      </div>
    </ViewportPortal>
  );
});

/** Another branch comes by the button of its fork; here it is only dropped. */
function hasButton({ beside }: Spot): boolean {
  return beside !== true;
}

function wordsFor({ inside, between: [source, target] }: Spot, nameOf: Props["nameOf"]): string {
  if (inside) return say("drawing.insertInside", { name: nameOf(source) });
  const [from, to] = [nameOf(source), nameOf(target)];
  return say("drawing.insertBetween", { from, to });
}

type SpotProps = { readonly spot: Spot; readonly words: string };

const SpotButton = memo(function SpotButton({ spot, words }: SpotProps) {
  const stage = useStageStore();
  const button = useRef<HTMLButtonElement>(null);
  usePlaced(button, spot.x, spot.y);
  return (
    <button
      ref={button}
      type="button"
      tabIndex={-1}
      className={styles["spot"]}
      data-spot={spot.id}
      data-inside={spot.inside || undefined}
      aria-label={words}
      title={words}
      onClick={({ currentTarget }) => {
        const { right, top } = currentTarget.getBoundingClientRect();
        stage.setState({ palette: { at: { x: right, y: top }, place: spot.place } });
      }}
    >
      <AddIcon size={14} stroke={2} aria-hidden="true" />
    </button>
  );
});

/** All as one line, so that it costs nothing to show them or to hide them. */
function dotsOf(spots: readonly Spot[]): string {
  const shown = spots.filter((spot) => hasButton(spot) && !spot.inside);
  return shown.map(({ x, y }) => `M${Math.round(x)} ${Math.round(y)}h0`).join("");
}

/** Where what is dragged can be let go. */
function Open() {
  const open = useStage((stage) => stage.open);
  if (open.length === 0) return null;
  const line = open.map(({ x, y }) => `M${Math.round(x)} ${Math.round(y)}h0`).join("");
  return <path className={styles["open"]} d={line} data-testid="open" />;
}

/** Where it would come now. */
function Indicator() {
  const over = useStage((stage) => stage.over);
  return over === undefined ? null : <Bar spot={over} />;
}

function Bar({ spot: { x, y, beside } }: { readonly spot: Spot }) {
  const bar = useRef<HTMLDivElement>(null);
  usePlaced(bar, x, y);
  return <div ref={bar} className={styles["bar"]} data-beside={beside} data-testid="drop" />;
}

function usePlaced(element: { readonly current: HTMLElement | null }, x: number, y: number) {
  useLayoutEffect(() => {
    element.current?.style.setProperty("transform", `translate(${x}px, ${y}px)`);
  }, [element, x, y]);
}
