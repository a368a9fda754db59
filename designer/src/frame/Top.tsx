/**
 * The frame of a narrow page: brand and tools above, the pages within reach of the thumb.
 *
 * Never: two lines high.
 */
import type { Me } from "../api/session";
import { SearchIcon } from "../parts/icons";
import { say } from "../words";
import { Brand } from "./Brand";
import { Links } from "./Links";
import { Person } from "./Person";
import styles from "./Top.module.css";
import { Tray } from "./Tray";

type Props = { readonly me: Me; readonly onFind: () => void };

export function Top({ me, onFind }: Props) {
  return (
    <>
      <header className={styles["top"]}>
        <Brand tenant={me.tenant} />
        <span className={styles["name"]}>{say("page.title")}</span>
        <span className={styles["tenant"]}>
          <span className="unseen">{say("header.tenant")} </span>
          <bdi>{me.tenant.name}</bdi>
        </span>
        <button
          type="button"
          className={styles["tool"]}
          aria-label={say("palette.open")}
          onClick={onFind}
        >
          <SearchIcon size={20} stroke={1.6} aria-hidden="true" />
        </button>
        <Tray small />
        <Person me={me} small />
      </header>
      <Links className={styles["links"]} small />
    </>
  );
}
