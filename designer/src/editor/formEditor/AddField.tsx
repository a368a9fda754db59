/**
 * A new field, of a kind that is chosen from a list.
 *
 * Never: a kind that a form can't show.
 */
import { Menu } from "@mantine/core";

import { FIELD_KINDS, type FieldKind } from "../../model/formKinds";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./formEditor.module.css";

export function AddField({ onAdd }: { readonly onAdd: (kind: FieldKind) => void }) {
  return (
    <Menu position="bottom-start" returnFocus>
      <Menu.Target>
        <Button data-add>
          <AddIcon size={15} stroke={1.8} aria-hidden="true" />
          {say("formEditor.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={styles["menu"] ?? ""}>
        {FIELD_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {say(`formEditor.kinds.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
