/**
 * The navigation beside the page, where there is room for it.
 *
 * Never: wider than its words.
 */
import type { Me } from "../api/session";
import { HelpIcon, SearchIcon } from "../parts/icons";
import { say } from "../words";
import { Brand } from "./Brand";
import { Links } from "./Links";
import { Person } from "./Person";
import styles from "./Side.module.css";
import { Tray } from "./Tray";
import { shown } from "../parts/useKeys";

type Props = { readonly me: Me; readonly onFind: () => void; readonly onKeys: () => void };

export function Side({ me, onFind, onKeys }: Props) {
  return (
    <header className={styles["side"]}>
      <div className={styles["brand"]}>
        <Brand tenant={me.tenant} />
        <span className={styles["name"]}>{say("page.title")}</span>
        <span className={styles["tenant"]}>
          <span className="unseen">{say("header.tenant")} </span>
          <bdi>{me.tenant.name}</bdi>
        </span>
      </div>
      <button type="button" className={styles["find"]} onClick={onFind}>
        <SearchIcon size={16} stroke={1.8} aria-hidden="true" />
        <span>{say("palette.open")}</span>
        <kbd>{shown("mod+k")}</kbd>
      </button>
      <Links className={styles["links"]} />
      <div className={styles["foot"]}>
        <Tray />
        <button
          type="button"
          className={styles["tool"]}
          aria-label={say("keys.title")}
          title={say("keys.title")}
          onClick={onKeys}
        >
          <HelpIcon size={18} stroke={1.6} aria-hidden="true" />
        </button>
        <Person me={me} />
      </div>
    </header>
  );
}
