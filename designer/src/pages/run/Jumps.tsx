/**
 * The ways to what one looks for in a long run: where it stands, and each place where it failed.
 *
 * Never: a way that leads nowhere.
 */
import { getRouteApi } from "@tanstack/react-router";
import { useContext } from "react";

import { isOpen, type Task } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import { LookingContext } from "./looking";

const route = getRouteApi("/runs/$id");

export function Jumps({ tasks }: { readonly tasks: readonly Task[] }) {
  const { task, visit } = route.useSearch();
  const { select } = useContext(LookingContext);
  const open = innermost(tasks.filter(isOpen));
  const failed = innermost(tasks.filter(({ state, isLeft }) => state === "faulted" && !isLeft));
  const next = (among: readonly Task[]) => {
    const at = among.findIndex(({ key, pointer }) =>
      visit === undefined ? pointer === task : key === visit,
    );
    const to = among[(at + 1) % among.length];
    if (to !== undefined) select(to.pointer, to.key);
  };
  return (
    <>
      {open.length > 0 && (
        <Button look="quiet" onClick={() => next(open)}>
          <StateMark state={open[0]?.state ?? "running"} />
          {say("jump.now", { count: open.length })}
        </Button>
      )}
      {failed.length > 0 && (
        <Button look="quiet" onClick={() => next(failed)}>
          <StateMark state="faulted" />
          {say("jump.failed", { count: failed.length })}
        </Button>
      )}
    </>
  );
}

/** A block is open, or fails, with what stands in it. */
function innermost(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(
    ({ pointer }) => !tasks.some((other) => other.pointer.startsWith(`${pointer}/`)),
  );
}
