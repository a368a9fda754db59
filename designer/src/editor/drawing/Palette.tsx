/**
 * What can be put in at a place: opened there, searched, chosen.
 *
 * Never: in the way once something is chosen; the new task has the focus then.
 */
import { Popover } from "@mantine/core";
import { useMemo } from "react";

import { useFunctions } from "../../api/functions";
import { say } from "../../words";
import { Anchor } from "./Anchor";
import { type Choice, choicesOf, recentlyUsed, shelves, sought } from "./choices";
import type { Deeds } from "./deeds";
import { Finder, type OptionGroup } from "./Finder";
import { ChoiceIcon } from "./icons";
import { useStage, useStageStore } from "./stage";

export function useChoices(): readonly Choice[] {
  const { data } = useFunctions();
  return useMemo(() => choicesOf(data ?? []), [data]);
}

export function Palette({ deeds }: { readonly deeds: Deeds }) {
  const stage = useStageStore();
  const open = useStage(({ palette }) => palette);
  const close = () => stage.setState({ palette: undefined, focusing: true });
  if (open === undefined) return null;
  return (
    <Popover
      opened
      onDismiss={close}
      onClose={close}
      position="right-start"
      width={340}
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Anchor at={open.at} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={say("drawing.insert")}>
        <Offered
          onTake={(choice) => {
            close();
            deeds.insert(open.place, choice);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Offered({ onTake }: { readonly onTake: (choice: Choice) => void }) {
  const choices = useChoices();
  const recent = useMemo(() => recentlyUsed(), []);
  return (
    <Finder
      label={say("drawing.insert")}
      hint={say("drawing.insertHint")}
      groupsFor={(text) => groupsOf(choices, text, recent)}
      onTake={(key) => {
        const choice = choices.find((one) => one.key === key);
        if (choice !== undefined) onTake(choice);
      }}
    />
  );
}

function groupsOf(
  choices: readonly Choice[],
  text: string,
  recent: readonly string[],
): readonly OptionGroup[] {
  const optionOf = ({ key, title, summary, icon }: Choice) => ({
    ...{ key, title, summary },
    icon: <ChoiceIcon icon={icon} />,
  });
  if (text.trim() === "")
    return shelves(choices, recent).map((shelf) => ({
      key: shelf.key,
      title: say(`drawing.group.${shelf.key}`),
      options: shelf.choices.map(optionOf),
    }));
  const found = sought(choices, text);
  if (found.length === 0) return [];
  return [{ key: "found", title: say("drawing.group.found"), options: found.map(optionOf) }];
}
