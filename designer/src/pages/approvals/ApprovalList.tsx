/**
 * A list of approvals: decided one by one or together, by hand or by keys.
 *
 * Never: a key that decides something on which the focus isn't.
 */
import { Checkbox } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";

import { type ApprovalLine, useApprovals } from "../../api/approvals";
import { type ApprovalView, type Decision, decisionsAtOnce } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { ListOf } from "../../parts/ListOf";
import { ShowMore } from "../../parts/ShowMore";
import { Trouble } from "../../parts/Trouble";
import { useKeys } from "../../parts/useKeys";
import { say } from "../../words";
import { useHeld } from "../runs/useHeld";
import { ApprovalRow } from "./ApprovalRow";
import styles from "./Approvals.module.css";
import { BulkBar, Results } from "./Bulk";
import { CommentQuestion } from "./CommentQuestion";
import { Nothing } from "./Nothing";
import { useDeciding } from "./useDeciding";

type Props = {
  readonly view: ApprovalView;
  readonly search: string;
  readonly onClear: (() => void) | undefined;
};
type Asked = { readonly lines: readonly ApprovalLine[]; readonly decision: Decision };

const NONE: readonly ApprovalLine[] = [];

export function ApprovalList({ view, search, onClear }: Props) {
  const found = useApprovals(view, search);
  const deciding = useDeciding(found.lines ?? NONE);
  const { items, waiting, release, holding } = useHeld(deciding.lines, found.isPlaceholderData);
  const [asked, ask] = useState<Asked>();
  const busy = new Set(
    deciding.outcomes.filter(({ state }) => state !== "refused").map(({ line }) => line.id),
  );
  const ticks = useTicks(
    items.filter((one) => decisionsAtOnce(one).length > 0 && !busy.has(one.id)),
  );
  const decideOne = (line: ApprovalLine, decision: Decision) => {
    if (busy.has(line.id)) return;
    if (decision.comment === "required") ask({ lines: [line], decision });
    else deciding.decide([line], decision, "");
  };
  const list = useListKeys(items, decideOne, ticks.toggle);
  if (found.lines === undefined)
    return found.isError ? (
      <Trouble error={found.error} />
    ) : (
      <Loading label={say("page.loading")} />
    );
  return (
    <div ref={list} className={styles["list"]} {...holding}>
      <Results outcomes={deciding.outcomes} onClose={deciding.forget} />
      {waiting > 0 && (
        <div role="status" className={styles["new"]}>
          <Button onClick={release}>{say("approvals.new", { count: waiting })}</Button>
        </div>
      )}
      {items.length === 0 && <Nothing view={view} onClear={onClear} />}
      {ticks.able.length > 1 && <TickAll ticks={ticks} />}
      {items.length > 0 && (
        <div aria-busy={found.isPlaceholderData}>
          <ListOf label={say(`approvals.${view}`)} items={items} keyOf={({ id }) => id}>
            {(line) => (
              <ApprovalRow
                line={line}
                outcome={deciding.outcomes.find((one) => one.line.id === line.id)}
                isTicked={ticks.chosen.includes(line)}
                onTick={ticks.able.includes(line) ? () => ticks.toggle(line) : undefined}
                onDecide={(decision) => decideOne(line, decision)}
              />
            )}
          </ListOf>
        </div>
      )}
      <ShowMore of={found} />
      <Together ticks={ticks} asked={asked} onAsk={ask} onDecide={deciding.decide} />
    </div>
  );
}

type TogetherProps = {
  readonly ticks: Ticks;
  readonly asked: Asked | undefined;
  readonly onAsk: (asked: Asked | undefined) => void;
  readonly onDecide: ReturnType<typeof useDeciding>["decide"];
};

function Together({ ticks, asked, onAsk, onDecide }: TogetherProps) {
  const { chosen, none } = ticks;
  return (
    <>
      {chosen.length > 0 && (
        <BulkBar
          lines={chosen}
          onAsk={(decision) => onAsk({ lines: chosen, decision })}
          onNone={none}
        />
      )}
      {asked !== undefined && (
        <CommentQuestion
          decision={asked.decision}
          subjects={asked.lines.map(({ subject }) => subject)}
          onDecide={(comment) => {
            onDecide(asked.lines, asked.decision, comment);
            none();
          }}
          onClose={() => onAsk(undefined)}
        />
      )}
    </>
  );
}

type Ticks = ReturnType<typeof useTicks>;

/** Of those that can be decided at once. */
function useTicks(able: readonly ApprovalLine[]) {
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set());
  const chosen = able.filter(({ id }) => ticked.has(id));
  const choose = (those: readonly ApprovalLine[]) => tick(new Set(those.map(({ id }) => id)));
  const toggle = (line: ApprovalLine) => {
    if (!able.includes(line)) return;
    choose(chosen.includes(line) ? chosen.filter((one) => one !== line) : [...chosen, line]);
  };
  return { able, chosen, toggle, none: () => choose([]), all: () => choose(able) };
}

function TickAll({ ticks: { able, chosen, none, all } }: { readonly ticks: Ticks }) {
  const isAll = chosen.length === able.length;
  return (
    <Checkbox
      className={styles["all"]}
      label={say("approvals.chooseAll")}
      checked={isAll}
      indeterminate={chosen.length > 0 && !isAll}
      onChange={isAll ? none : all}
    />
  );
}

/** j and k walk, a and r give the first and the second decision of the row that has the focus. */
function useListKeys(
  lines: readonly ApprovalLine[],
  decide: (line: ApprovalLine, decision: Decision) => void,
  toggle: (line: ApprovalLine) => void,
) {
  const list = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const current = () =>
    document.activeElement?.closest("li")?.querySelector<HTMLElement>("[data-row]") ?? undefined;
  const walk = (step: 1 | -1) => {
    const all = rows();
    const row = current();
    const at = row === undefined ? -1 : all.indexOf(row);
    all[at < 0 ? 0 : at + step]?.focus();
  };
  const here = () => lines.find(({ id }) => id === current()?.dataset["approval"]);
  const give = (number: 0 | 1) => {
    const line = here();
    if (line === undefined) {
      walk(1);
      return;
    }
    const decision = line.decisions[number];
    const ready = decisionsAtOnce(line).find(({ name }) => name === decision?.name);
    if (ready !== undefined) decide(line, ready);
    else if (decision !== undefined)
      void navigate({ to: "/approvals/$id", params: { id: line.id } });
  };
  useKeys([
    { keys: ["j"], action: () => walk(1) },
    { keys: ["k"], action: () => walk(-1) },
    { keys: ["a"], action: () => give(0) },
    { keys: ["r"], action: () => give(1) },
    {
      keys: ["x"],
      action: () => {
        const line = here();
        if (line !== undefined) toggle(line);
      },
    },
  ]);
  return list;
}
