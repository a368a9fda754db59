/**
 * Where one types what is sought in the definition, and sees how often it was found.
 *
 * Never: in the way of the keyboard; Escape closes it and the focus goes back.
 */
import { TextInput } from "@mantine/core";

import { Button } from "../parts/Button";
import { useFocusBack } from "../parts/useFocusBack";
import { say } from "../words";
import { fromPanel } from "./drawing/panels";
import styles from "./Room.module.css";
import { useEditor } from "./useEditor";
import type { Find } from "./useFind";

export function FindBar({ find }: { readonly find: Find }) {
  const { finding, step, seek, close } = find;
  const { ranges, at, sought, tasks } = finding;
  useFocusBack(true);
  const editor = useEditor();
  const count = ranges.length;
  const leave = () => {
    close();
    // To what was found, rather than to where one was.
    const [task] = editor.state.getState().history.selection.tasks;
    if (count > 0) requestAnimationFrame(() => fromPanel(task));
  };
  return (
    <div role="search" className={styles["find"]} data-own-keys>
      <TextInput
        aria-label={say("editor.find")}
        placeholder={say("editor.find")}
        defaultValue={sought}
        autoFocus
        dir="auto"
        onChange={({ currentTarget }) => seek(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") leave();
          if (event.key !== "Enter") return;
          event.preventDefault();
          step(event.shiftKey ? -1 : 1);
        }}
      />
      <p role="status">
        {sought === "" ? null : count === 0 ? (
          say("editor.notFound")
        ) : (
          <>
            {say("editor.found", { at: at + 1, count })}{" "}
            {tasks.size > 0 && say("editor.foundTasks", { count: tasks.size })}
          </>
        )}
      </p>
      <Button look="quiet" idle={count === 0} onClick={() => step(-1)}>
        {say("editor.previous")}
      </Button>
      <Button look="quiet" idle={count === 0} onClick={() => step(1)}>
        {say("editor.next")}
      </Button>
      <Button look="quiet" onClick={close}>
        {say("editor.close")}
      </Button>
    </div>
  );
}
