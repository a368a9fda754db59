/**
 * The guide to a first process: what comes next and why, the way to its place, and all steps.
 *
 * Never: a step done for somebody; it watches, points and ticks.
 */
import { useMediaQuery } from "@mantine/hooks";
import { useRouter } from "@tanstack/react-router";
import { useId } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";

import { Button } from "../parts/Button";
import { CheckIcon, CloseIcon, FoldIcon } from "../parts/icons";
import { say } from "../words";
import { Facts } from "./Facts";
import styles from "./Guide.module.css";
import {
  addressOf,
  DRAWN_STEPS,
  doneOf,
  isDone,
  nextOf,
  STEP_KEYS,
  type StepKey,
} from "./progress";
import { beginAnew, type Guide, putAway, useGuideStore } from "./store";
import { goTo } from "./targets";
import { usePointer } from "./usePointer";

/** As in the style: else it lies below the page. */
const BESIDE = "(min-width: 75rem)";
/** Narrower than this a process is read, not drawn. */
const NARROW = "(max-width: 47.99rem)";

export function Card() {
  const store = useGuideStore();
  const guide = useStore(store);
  const title = useId();
  const done = doneOf(guide);
  const { opened, place } = guide;
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false });
  const folded = guide.folded ?? !beside;
  const isOpen = opened !== undefined && !isDone(opened, guide);
  const step = isOpen ? opened : nextOf(guide, guide.skipped);
  const last = done.at(-1);
  return (
    <aside className={styles["card"]} data-guide aria-labelledby={title}>
      {place !== undefined && <Facts guide={store} place={place} />}
      <header className={styles["head"]}>
        <h2 id={title}>{say("guide.title")}</h2>
        <Button
          look="quiet"
          aria-expanded={!folded}
          aria-label={say(folded ? "guide.unfold" : "guide.fold")}
          onClick={() => store.setState({ folded: !folded })}
        >
          <FoldIcon size={16} stroke={1.8} data-open={!folded || undefined} aria-hidden="true" />
        </Button>
        <Button look="quiet" aria-label={say("guide.putAway")} onClick={() => putAway(store)}>
          <CloseIcon size={16} stroke={1.6} aria-hidden="true" />
        </Button>
        <p className={styles["count"]}>
          <progress max={STEP_KEYS.length} value={done.length} aria-label={say("guide.progress")} />{" "}
          {say("guide.count", { done: done.length, count: STEP_KEYS.length })}
        </p>
      </header>
      <p className="unseen" role="status">
        {last !== undefined && say("guide.isDone", { step: say(`guide.steps.${last}.title`) })}{" "}
        {step !== undefined && say("guide.next", { step: say(`guide.steps.${step}.title`) })}
      </p>
      {step === undefined ? (
        <Over store={store} all={done.length === STEP_KEYS.length} />
      ) : (
        <Step key={step} store={store} step={step} />
      )}
      {!folded && <Steps store={store} step={step} />}
    </aside>
  );
}

type StepProps = { readonly store: StoreApi<Guide>; readonly step: StepKey };

function Step({ store, step }: StepProps) {
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const target = usePointer(store, step);
  const router = useRouter();
  const drawsHere = !narrow || !DRAWN_STEPS.has(step);
  const skip = () =>
    store.setState(({ skipped }) => ({
      skipped: [...new Set([...skipped, step])],
      opened: undefined,
    }));
  return (
    <section className={styles["step"]} aria-label={say(`guide.steps.${step}.title`)}>
      <h3>{say(`guide.steps.${step}.title`)}</h3>
      <p>{say(`guide.steps.${step}.what`)}</p>
      <p className={styles["why"]}>{say(`guide.steps.${step}.why`)}</p>
      {!drawsHere && <p className={styles["narrow"]}>{say("guide.narrow")}</p>}
      <div className={styles["deeds"]}>
        {drawsHere && target !== undefined && (
          <Button onClick={() => goTo(target)}>{say("guide.show")}</Button>
        )}
        {drawsHere && target === undefined && (
          <Button onClick={() => router.history.push(addressOf(step, store.getState()))}>
            {say("guide.go")}
          </Button>
        )}
        <Button look="quiet" onClick={skip}>
          {say("guide.skip")}
        </Button>
      </div>
    </section>
  );
}

function Over({ store, all }: { readonly store: StoreApi<Guide>; readonly all: boolean }) {
  return (
    <section className={styles["step"]} aria-label={say("guide.overTitle")}>
      <h3>{say("guide.overTitle")}</h3>
      <p>{say(all ? "guide.overAll" : "guide.overSome")}</p>
      <div className={styles["deeds"]}>
        <Button look={all ? "main" : "plain"} onClick={() => putAway(store)}>
          {say("guide.close")}
        </Button>
        <Button look="quiet" onClick={() => beginAnew(store)}>
          {say("guide.anew")}
        </Button>
      </div>
    </section>
  );
}

function Steps({ store, step: shown }: { store: StoreApi<Guide>; step: StepKey | undefined }) {
  const guide = useStore(store);
  return (
    <ol className={styles["steps"]} aria-label={say("guide.all")}>
      {STEP_KEYS.map((step, index) => {
        const done = isDone(step, guide);
        const left = !done && guide.skipped.includes(step);
        return (
          <li key={step} data-done={done || undefined}>
            <button
              type="button"
              aria-current={step === shown ? "step" : undefined}
              aria-disabled={done || undefined}
              onClick={() => {
                if (!done) store.setState({ opened: step });
              }}
            >
              <span className={styles["mark"]} aria-hidden="true">
                {done ? <CheckIcon size={14} stroke={2.4} /> : index + 1}
              </span>
              <span>
                {/* Some are called as the control that they are about. */}
                <span className="unseen">{say("guide.step", { number: index + 1 })} </span>
                {say(`guide.steps.${step}.title`)}
              </span>
              {done && <span className="unseen">{say("guide.done")}</span>}
              {left && <small>{say("guide.left")}</small>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
