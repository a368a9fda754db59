/**
 * A definition as somebody reads it who may not change it: its picture, its text, both.
 *
 * Never: a control that changes something, or a reason that is left to be guessed.
 */
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useState } from "react";

import { valueAt } from "../model/editing/values";
import { Choices } from "../parts/Choices";
import { Tag } from "../parts/Tag";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import { BothViews } from "./BothViews";
import styles from "./Room.module.css";
import { makeEditor } from "./store";
import { EditorContext } from "./useEditor";
import { useTextFocus } from "./useTextFocus";
import { NARROW, type RoomView, ROOM_VIEWS, viewOf, viewsOn, WIDE } from "./views";

type Props = {
  readonly text: string;
  readonly name: string;
  readonly version: string;
  readonly view: RoomView | undefined;
  readonly onView: (view: RoomView) => void;
  /** The way back. */
  readonly above: ReactNode;
  /** Who may change it, and how one asks for it. */
  readonly why: ReactNode;
};

export function Reading({ text, name, version, view: wanted, onView, above, why }: Props) {
  const [editor] = useState(() => makeEditor(text, { readOnly: true }));
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const view = viewOf(wanted ?? "picture", narrow, wide);
  const { shown } = editor.state.getState().draft;
  const given = shown && valueAt(shown.document, "/document/title");
  const title = typeof given === "string" && given !== "" ? given : name;
  const focus = useTextFocus(() => onView("text"));
  useTitle(title);
  return (
    <EditorContext value={editor}>
      <div className={styles["room"]} data-whole>
        <header className={styles["bar"]}>
          <div className={styles["what"]}>
            {above}
            <h1 tabIndex={-1}>
              <bdi>{title}</bdi>
            </h1>
            <Tag>{say("processes.version", { version })}</Tag>
            <Tag>{say("editor.toRead")}</Tag>
          </div>
          <Choices
            label={say("editor.view")}
            value={view}
            choices={(wide ? ROOM_VIEWS : viewsOn(true)).map((one) => ({
              value: one,
              label: say(`editor.${one}`),
            }))}
            onChange={onView}
          />
        </header>
        <div className={styles["note"]}>{why}</div>
        <div className={styles["middle"]}>
          <BothViews view={view} narrow onReady={focus.ready} onText={focus.goThere} />
        </div>
      </div>
    </EditorContext>
  );
}
