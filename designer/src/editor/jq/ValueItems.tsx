/**
 * The values at hand as items of a menu, each with its type and what it holds in the chosen values.
 *
 * Never: looked up while the menu is closed.
 */
import { Menu } from "@mantine/core";

import { flat, valueAt } from "../../model/jq/atHand";
import { say } from "../../words";
import styles from "./jq.module.css";
import { short } from "./Preview";
import { useAtHand } from "./useAtHand";

const MOST = 60;
const LONGEST = 30;

type Props = { readonly pointer: string; readonly onPick: (source: string) => void };

export function ValueItems({ pointer, onPick }: Props) {
  const { atHand, trial } = useAtHand(pointer);
  const found = flat(atHand).filter(({ path }) => path.steps.length > 0 || path.root !== ".");
  return found.slice(0, MOST).map(({ source, name, type, path }) => {
    const value = valueAt(trial, path);
    return (
      <Menu.Item key={source} title={source} onClick={() => onPick(source)}>
        <bdi>{name === "" ? source : name}</bdi>{" "}
        <span className={styles["soft"]}>{say(`jq.types.${type}`)}</span>{" "}
        {value !== undefined && <code dir="ltr">{short(value, LONGEST)}</code>}
      </Menu.Item>
    );
  });
}
