/**
 * What waits for this person's notice: a bell with how much of it is unread, and all of it behind.
 *
 * Never: a number without something behind it.
 */
import { Drawer, Popover } from "@mantine/core";
import { type Ref, useId, useState } from "react";

import { MOST_UNREAD, useNotices } from "../api/notices";
import { TrayIcon } from "../parts/icons";
import { useKeys } from "../parts/useKeys";
import { say } from "../words";
import { NoticeList } from "./NoticeList";
import styles from "./Tray.module.css";

type Props = { readonly small?: boolean };

export function Tray({ small = false }: Props) {
  const [isOpen, open] = useState(false);
  const heading = useId();
  const close = () => open(false);
  useKeys([{ keys: ["n"], action: () => open(true) }]);
  if (small)
    return (
      <>
        <Bell isOpen={isOpen} onPress={() => open(true)} />
        <Drawer
          opened={isOpen}
          onClose={close}
          position="bottom"
          size="auto"
          title={say("notices.title")}
          closeButtonProps={{ "aria-label": say("notices.close") }}
          attributes={{ header: { role: "none" } }}
          classNames={{ content: styles["sheet"] ?? "", title: styles["title"] ?? "" }}
          transitionProps={{ duration: 0 }}
        >
          <NoticeList onClose={close} />
        </Drawer>
      </>
    );
  return (
    <Popover
      opened={isOpen}
      onChange={open}
      position="top-start"
      width={400}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Bell isOpen={isOpen} onPress={() => open(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown className={styles["tray"]} aria-labelledby={heading}>
        <h2 id={heading} tabIndex={-1} data-autofocus className={styles["title"]}>
          {say("notices.title")}
        </h2>
        <NoticeList onClose={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

type BellProps = {
  readonly isOpen: boolean;
  readonly onPress: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
};

function Bell({ isOpen, onPress, ...rest }: BellProps) {
  const { unread } = useNotices();
  const name = nameOf(unread);
  return (
    <button
      {...rest}
      type="button"
      className={styles["bell"]}
      aria-label={name}
      aria-expanded={isOpen}
      aria-haspopup="dialog"
      title={name}
      onClick={onPress}
    >
      <TrayIcon size={18} stroke={1.6} aria-hidden="true" />
      {/* Drawn, not written: the name that is read out says it in words. */}
      {unread > 0 && (
        <span
          className={styles["count"]}
          data-count={unread > MOST_UNREAD ? say("nav.many", { count: MOST_UNREAD }) : unread}
        />
      )}
    </button>
  );
}

function nameOf(unread: number): string {
  if (unread === 0) return say("notices.title");
  return unread > MOST_UNREAD
    ? say("notices.titleMany", { count: MOST_UNREAD })
    : say("notices.titleUnread", { count: unread });
}
