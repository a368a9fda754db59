/**
 * What waits for this person's notice.
 *
 * Never: a number without something behind it.
 */
import { Popover } from "@mantine/core";

import { TrayIcon } from "../parts/icons";
import { Empty } from "../parts/Empty";
import { say } from "../words";
import styles from "./Tray.module.css";

export function Tray() {
  return (
    <Popover position="bottom-end" width={320} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles["tool"]}
          aria-label={say("tray.title")}
          title={say("tray.title")}
        >
          <TrayIcon size={18} stroke={1.6} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles["tray"]} aria-label={say("tray.title")}>
        <h2 tabIndex={-1} data-autofocus>
          {say("tray.title")}
        </h2>
        <Empty title={say("tray.empty")}>
          <p>{say("tray.emptyMore")}</p>
        </Empty>
      </Popover.Dropdown>
    </Popover>
  );
}
