/**
 * The keyboard's help.
 *
 * Never: a shortcut that works and isn't told here.
 */
import { Modal, Switch } from "@mantine/core";
import { useState } from "react";

import { say, type Word } from "../words";
import styles from "./Keys.module.css";
import { usePages } from "./navigation";
import { shown, singleKeysAreOff, switchSingleKeys } from "../parts/useKeys";

type Props = { readonly onClose: () => void };

const EVERYWHERE: readonly (readonly [readonly string[], Word])[] = [
  [["mod+k"], "palette.open"],
  [["n"], "notices.title"],
  [["?"], "keys.title"],
  [["Tab"], "keys.tab"],
  [["Esc"], "keys.escape"],
];
const LISTS: readonly (readonly [readonly string[], Word])[] = [
  [["↑", "↓"], "keys.rows"],
  [["Enter"], "keys.open"],
  [["/"], "keys.search"],
];
const APPROVALS: readonly (readonly [readonly string[], Word])[] = [
  [["j", "k"], "keys.approvals"],
  [["Enter"], "keys.open"],
  [["a"], "keys.firstDecision"],
  [["r"], "keys.secondDecision"],
  [["x"], "keys.tick"],
];
const PICTURE: readonly (readonly [readonly string[], Word])[] = [
  [["↑", "↓"], "keys.tasks"],
  [["←", "→"], "keys.blocks"],
  [["Enter"], "keys.choose"],
];

const EDITOR: readonly (readonly [readonly string[], Word])[] = [
  [["mod+z"], "editor.undo"],
  [["mod+y"], "editor.redo"],
  [["mod+s"], "editor.saveNow"],
  [["mod+f"], "editor.find"],
  [["Esc", "Tab"], "keys.leaveText"],
];

const DRAWING: readonly (readonly [readonly string[], Word])[] = [
  [["+"], "drawing.do.behind"],
  [["F2"], "drawing.do.rename"],
  [["Del"], "drawing.do.delete"],
  [["mod+d"], "drawing.do.duplicate"],
  [["mod+c"], "drawing.do.copy"],
  [["mod+x"], "drawing.do.cut"],
  [["mod+v"], "drawing.do.paste"],
  [["mod+↑"], "drawing.do.up"],
  [["mod+↓"], "drawing.do.down"],
  [["m"], "drawing.do.moveTo"],
  [["f"], "keys.fold"],
  [["⇧ ↑", "⇧ ↓"], "keys.more"],
  [["x", "Space"], "drawing.do.several"],
  [["mod+a"], "keys.all"],
  [["Enter"], "keys.toPanel"],
  [["Esc"], "keys.fromPanel"],
  [["i", "o"], "keys.zoom"],
  [["0"], "canvas.fit"],
  [["⇧ F10"], "keys.menu"],
];

export function Keys({ onClose }: Props) {
  const [off, setOff] = useState(singleKeysAreOff);
  const pages = usePages().map(({ keys, word }) => [keys, word] as const);
  return (
    <Modal opened onClose={onClose} title={say("keys.title")} size="lg" closeButtonProps={CLOSE()}>
      <div className={styles["groups"]}>
        <Group title={say("keys.everywhere")} keys={EVERYWHERE} />
        <Group title={say("keys.go")} keys={pages} />
        <Group title={say("keys.lists")} keys={LISTS} />
        {pages.some(([, word]) => word === "nav.approvals") && (
          <Group title={say("keys.ofApprovals")} keys={APPROVALS} />
        )}
        <Group title={say("keys.picture")} keys={PICTURE} />
        <Group title={say("keys.editor")} keys={EDITOR} />
        <Group title={say("keys.drawing")} keys={DRAWING} />
      </div>
      <Switch
        className={styles["switch"]}
        checked={!off}
        label={say("keys.single")}
        description={say("keys.singleMore")}
        onChange={({ currentTarget: { checked } }) => {
          switchSingleKeys(checked);
          setOff(!checked);
        }}
      />
    </Modal>
  );
}

const CLOSE = () => ({ "aria-label": say("keys.close") });

type GroupProps = {
  readonly title: string;
  readonly keys: readonly (readonly [readonly string[], Word])[];
};

function Group({ title, keys }: GroupProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([pressed, word]) => (
          <div key={word}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{shown(key)}</kbd>
              ))}
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
