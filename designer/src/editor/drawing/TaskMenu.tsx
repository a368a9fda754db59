/**
 * The menu of the chosen tasks, beside the pointer or the task.
 *
 * Never: another set of deeds than the keys and the bar have.
 */
import { Menu } from "@mantine/core";
import { Fragment } from "react";

import { say } from "../../words";
import { useEditor } from "../useEditor";
import { Anchor } from "./Anchor";
import type { Deeds } from "./deeds";
import styles from "./Drawing.module.css";
import { entriesFor } from "./menu";
import { useStage, useStageStore } from "./stage";

type Sizing = {
  readonly availableHeight: number;
  readonly elements: { readonly floating: HTMLElement };
};

/** On a phone it is longer than there is room; it scrolls then. */
const WITHIN = {
  flip: true,
  shift: true,
  size: {
    apply: ({ availableHeight, elements: { floating } }: Sizing) =>
      floating.style.setProperty("max-block-size", `${Math.max(LEAST_PX, availableHeight - 8)}px`),
  },
};
const LEAST_PX = 200;

export function TaskMenu({ deeds }: { readonly deeds: Deeds }) {
  const stage = useStageStore();
  const editor = useEditor();
  const at = useStage(({ menu }) => menu);
  if (at === undefined) return null;
  const close = () => stage.setState({ menu: undefined, focusing: true });
  const means = { deeds, stage, editing: editor.state.getState(), at: () => at };
  const groups = entriesFor(deeds.chosen(), means).filter((group) => group.length > 0);
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      shadow="md"
      withinPortal
      withInitialFocusPlaceholder={false}
      middlewares={WITHIN}
    >
      <Menu.Target>
        <Anchor at={at} />
      </Menu.Target>
      <Menu.Dropdown className={styles["menu"] ?? ""} aria-label={say("drawing.menu")}>
        {groups.map((group, index) => (
          <Fragment key={group[0]?.key}>
            {index > 0 && <Menu.Divider />}
            {group.map(({ key, title, icon: Icon, keys, act }) => (
              <Menu.Item
                key={key}
                leftSection={<Icon size={16} stroke={1.6} aria-hidden="true" />}
                rightSection={keys === undefined ? undefined : <kbd aria-hidden="true">{keys}</kbd>}
                onClick={act}
              >
                {title}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
