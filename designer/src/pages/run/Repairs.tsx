/**
 * What a person can do about a run that went wrong, wherever on its page they are.
 *
 * The dialogs stand here and not beside their buttons: a button goes when the run goes on, and
 * what was refused must still be read.
 *
 * Never: two of them at once.
 */
import { createContext, type ReactNode, useContext, useState } from "react";

import type { RunShown } from "../../api/runs";
import { useFocusBack } from "../../parts/useFocusBack";
import { Change } from "./Change";
import { Retry } from "./Retry";
import { Skip, type Skippable } from "./Skip";

type Repair =
  | {
      readonly kind: "retry";
      readonly visit?: string | undefined;
      readonly version?: string | undefined;
    }
  | { readonly kind: "skip"; readonly task: Skippable }
  | { readonly kind: "change" };

const Repairing = createContext<(repair: Repair) => void>(() => undefined);

export function useRepairing() {
  return useContext(Repairing);
}

type Props = {
  readonly run: RunShown;
  readonly children: ReactNode;
};

export function Repairs({ run, children }: Props) {
  const [repair, begin] = useState<Repair>();
  const leaveFocusTo = useFocusBack(repair !== undefined);
  const close = () => begin(undefined);
  const done = () => {
    // The button that was pressed won't stay: the run becomes another.
    leaveFocusTo(document.querySelector("h1"));
    close();
  };
  const ways = { run, onClose: close, onDone: done };
  return (
    <Repairing value={begin}>
      {children}
      {repair?.kind === "retry" && (
        <Retry {...ways} visit={repair.visit} version={repair.version} />
      )}
      {repair?.kind === "skip" && <Skip {...ways} task={repair.task} />}
      {repair?.kind === "change" && <Change {...ways} />}
    </Repairing>
  );
}
