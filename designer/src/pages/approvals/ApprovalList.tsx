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
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set());
  const [asked, ask] = useState<Asked>();
  const busy = new Set(
    deciding.outcomes.filter(({ state }) => state !== "refused").map(({ line }) => line.id),
  );
  const tickable = items.filter((one) => decisionsAtOnce(one).length > 0 && !busy.has(one.id));
  const chosen = tickable.filter(({ id }) => ticked.has(id));
  const toggle = (id: string) =>
    tick(new Set(ticked.has(id) ? [...ticked].filter((one) => one !== id) : [...ticked, id]));
  const decideOne = (line: ApprovalLine, decision: Decision) => {
    if (busy.has(line.id)) return;
    if (decision.comment === "required") ask({ lines: [line], decision });
    else deciding.decide([line], decision, "");
  };
  const list = useListKeys(items, decideOne, (line) => tickable.includes(line) && toggle(line.id));
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
      {tickable.length > 1 && (
        <TickAll
          isAll={chosen.length === tickable.length}
          isSome={chosen.length > 0}
          onChange={(all) => tick(new Set(all ? tickable.map(({ id }) => id) : []))}
        />
      )}
      {items.length > 0 && (
        <div aria-busy={found.isPlaceholderData}>
          <ListOf label={say(`approvals.${view}`)} items={items} keyOf={({ id }) => id}>
            {(line) => (
              <ApprovalRow
                line={line}
                outcome={deciding.outcomes.find((one) => one.line.id === line.id)}
                isTicked={ticked.has(line.id)}
                onTick={tickable.includes(line) ? () => toggle(line.id) : undefined}
                onDecide={(decision) => decideOne(line, decision)}
              />
            )}
          </ListOf>
        </div>
      )}
      {found.hasNextPage && (
        <Button
          look="quiet"
          busy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {say("list.more")}
        </Button>
      )}
      {chosen.length > 0 && (
        <BulkBar
          lines={chosen}
          onAsk={(decision) => ask({ lines: chosen, decision })}
          onNone={() => tick(new Set())}
        />
      )}
      {asked !== undefined && (
        <CommentQuestion
          decision={asked.decision}
          subjects={asked.lines.map(({ subject }) => subject)}
          onDecide={(comment) => {
            deciding.decide(asked.lines, asked.decision, comment);
            tick(new Set());
          }}
          onClose={() => ask(undefined)}
        />
      )}
    </div>
  );
}

type TickAllProps = {
  readonly isAll: boolean;
  readonly isSome: boolean;
  readonly onChange: (all: boolean) => void;
};

function TickAll({ isAll, isSome, onChange }: TickAllProps) {
  return (
    <Checkbox
      className={styles["all"]}
      label={say("approvals.chooseAll")}
      checked={isAll}
      indeterminate={isSome && !isAll}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
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
