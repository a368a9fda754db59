/**
 * What people say of an endpoint: its address, what it is for, and what it is told.
 *
 * Never: a check of the address here; the API says what is wrong with it.
 */
import { Checkbox, TagsInput, TextInput } from "@mantine/core";

import type { EndpointWanted } from "../../api/webhooks";
import { say } from "../../words";
import { chosenOf, type Group, GROUP_NAMES, GROUPS, typeWord, wantedOf } from "./types";
import styles from "./Webhooks.module.css";

type Props = {
  readonly said: EndpointWanted;
  readonly onChange: (said: EndpointWanted) => void;
};

const PLAIN = { dir: "ltr", spellCheck: false, autoComplete: "off" } as const;

export function EndpointFields({ said, onChange }: Props) {
  const change = (some: Partial<EndpointWanted>) => onChange({ ...said, ...some });
  const chosen = chosenOf(said.types);
  return (
    <>
      <TextInput
        {...PLAIN}
        type="url"
        label={say("webhooks.url")}
        description={say("webhooks.urlMore")}
        value={said.url}
        onChange={({ currentTarget }) => change({ url: currentTarget.value.trim() })}
      />
      <TextInput
        label={say("webhooks.description")}
        description={say("webhooks.descriptionMore")}
        value={said.description}
        autoComplete="off"
        onChange={({ currentTarget }) => change({ description: currentTarget.value })}
      />
      <fieldset className={styles["types"]}>
        <legend>{say("webhooks.types")}</legend>
        {GROUP_NAMES.map((group) => (
          <TypeGroup
            key={group}
            group={group}
            chosen={chosen}
            onChange={(types) => change({ types: wantedOf(types) })}
          />
        ))}
      </fieldset>
      <TagsInput
        {...PLAIN}
        label={say("webhooks.processesField")}
        description={say("webhooks.processesMore")}
        acceptValueOnBlur
        value={said.processes}
        onChange={(processes) => change({ processes })}
      />
    </>
  );
}

type GroupProps = {
  readonly group: Group;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

function TypeGroup({ group, chosen, onChange }: GroupProps) {
  const own: readonly string[] = GROUPS[group];
  const held = own.filter((type) => chosen.includes(type));
  const others = chosen.filter((type) => !own.includes(type));
  const isAll = held.length === own.length;
  return (
    <div className={styles["group"]}>
      <Checkbox
        label={say(`webhooks.groups.${group}`)}
        checked={isAll}
        indeterminate={held.length > 0 && !isAll}
        onChange={() => onChange(isAll ? others : [...others, ...own])}
      />
      <div className={styles["kinds"]}>
        {own.map((type) => (
          <Checkbox
            key={type}
            size="xs"
            label={typeWord(type)}
            checked={held.includes(type)}
            onChange={({ currentTarget }) =>
              onChange(
                currentTarget.checked ? [...chosen, type] : chosen.filter((one) => one !== type),
              )
            }
          />
        ))}
      </div>
    </div>
  );
}
