/**
 * Permissions to choose, by resource, each in words; or all of a resource at once.
 *
 * Never: what one lacks to choose; it stands there with the reason.
 */
import { Checkbox } from "@mantine/core";

import { type PermissionShown, useMay, usePermissionList } from "../../api/access";
import {
  EVERYTHING,
  gives,
  givesWhole,
  type Group,
  groupsOf,
  wholeOf,
  withPattern,
} from "../../model/access";
import { NotYet } from "../../parts/NotYet";
import { say, sayOr } from "../../words";
import styles from "./Roles.module.css";

type Props = {
  readonly patterns: readonly string[];
  readonly onChange: (patterns: readonly string[]) => void;
};

export function PermissionChoices({ patterns, onChange }: Props) {
  const list = usePermissionList();
  const may = useMay();
  if (list.data === undefined) return <NotYet error={list.error} />;
  const lacks = (all: readonly PermissionShown[]) => all.some(({ name }) => !may(name));
  const set = (pattern: string, wanted: boolean) =>
    onChange(withPattern(patterns, pattern, wanted));
  const all = list.data.items;
  const everything = patterns.includes(EVERYTHING);
  return (
    <div className={styles["choices"]}>
      <Choice
        label={say("roleForm.everything")}
        more={say("roleForm.everythingMore")}
        checked={everything}
        lacking={lacks(all)}
        onChange={(wanted) => set(EVERYTHING, wanted)}
      />
      {groupsOf(all).map((group) => (
        <Resource
          key={group.resource}
          group={group}
          patterns={patterns}
          lacks={lacks}
          isFixed={everything}
          onSet={set}
        />
      ))}
    </div>
  );
}

type ResourceProps = {
  readonly group: Group<PermissionShown>;
  readonly patterns: readonly string[];
  readonly lacks: (all: readonly PermissionShown[]) => boolean;
  /** All of it is given by something wider. */
  readonly isFixed: boolean;
  readonly onSet: (pattern: string, wanted: boolean) => void;
};

function Resource({ group, patterns, lacks, isFixed, onSet }: ResourceProps) {
  const { resource, permissions } = group;
  const whole = givesWhole(patterns, resource);
  return (
    <fieldset>
      <legend>{sayOr("resources", resource)}</legend>
      <Choice
        label={say("roleForm.whole")}
        more={say("roleForm.wholeMore")}
        checked={whole}
        fixed={isFixed}
        lacking={lacks(permissions)}
        onChange={(wanted) => onSet(wholeOf(resource), wanted)}
      />
      {permissions.map((permission) => (
        <Choice
          key={permission.name}
          label={sayOr("permissions", permission.name)}
          more={permission.everyone ? say("roleForm.everyone") : undefined}
          checked={gives(patterns, permission.name)}
          fixed={whole}
          lacking={lacks([permission])}
          onChange={(wanted) => onSet(permission.name, wanted)}
        />
      ))}
    </fieldset>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly more?: string | undefined;
  readonly checked: boolean;
  readonly fixed?: boolean;
  readonly lacking: boolean;
  readonly onChange: (wanted: boolean) => void;
};

function Choice({ label, more, checked, fixed = false, lacking, onChange }: ChoiceProps) {
  return (
    <Checkbox
      label={label}
      description={lacking ? say("roleForm.lacking") : more}
      checked={checked}
      disabled={fixed || lacking}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
