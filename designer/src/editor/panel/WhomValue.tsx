/**
 * What names whom: a person found by name, a department of the organisation, so many steps up.
 *
 * Never: a dead end; what isn't found can be typed.
 */
import { Autocomplete, Select, TextInput } from "@mantine/core";

import { useRoles } from "../../api/access";
import { useDepartments, useGroups } from "../../api/departments";
import { usePeople } from "../../forms/usePeople";
import { inBraces } from "../../model/code";
import { type Json, textOf } from "../../model/json";
import { REQUESTER, type Whom } from "../../model/whom";
import { namesOf, say, sayOr } from "../../words";
import { ExpressionField } from "./expressions";
import { usePanel } from "./usePanel";

type Props = {
  readonly whom: Whom;
  readonly pointer: string;
  readonly onChange: (value: Json | undefined) => void;
};

const STEPS = [1, 2, 3, 4, 5];

export function WhomValue(props: Props) {
  const { whom, pointer, onChange } = props;
  switch (whom.kind) {
    case "person":
      return <PersonValue {...props} />;
    case "manager":
      return <ManagerValue {...props} />;
    case "department":
      return <DepartmentValue {...props} />;
    case "head":
      return <DepartmentValue {...props} withRequester />;
    case "group":
      return <GroupValue {...props} />;
    case "role":
      return <RoleValue {...props} />;
    case "code":
      return (
        <ExpressionField
          value={text(whom.value)}
          label={say("panel.who.code")}
          pointer={pointer}
          // Empty it would be an address; it stays an expression that says nothing yet.
          onChange={(typed) => onChange(inBraces(typed) ?? "${  }")}
        />
      );
    case "other":
      return (
        <TextInput
          aria-label={say("panel.who.asWritten")}
          value={textOf(whom.value ?? null)}
          readOnly
        />
      );
  }
}

function PersonValue({ whom, onChange }: Props) {
  const typed = text(whom.value);
  const { data } = usePeople(typed.includes("@") ? "" : typed, true);
  const people = (data?.items ?? []).map(({ email, name }) => ({ value: email, name }));
  return (
    <Named
      label={say("panel.who.person")}
      value={typed}
      choices={people}
      placeholder={say("panel.who.address")}
      onChange={onChange}
    />
  );
}

function ManagerValue({ whom, onChange }: Props) {
  const { disabled } = usePanel();
  const steps = typeof whom.value === "number" ? whom.value : 1;
  const all = STEPS.includes(steps) ? STEPS : [...STEPS, steps];
  return (
    <Select
      label={say("panel.who.steps")}
      disabled={disabled}
      data={all.map((step) => ({
        value: String(step),
        label: step === 1 ? say("panel.who.own") : say("panel.who.above", { count: step - 1 }),
      }))}
      value={String(steps)}
      allowDeselect={false}
      onChange={(next) => onChange(Number(next ?? 1))}
    />
  );
}

function DepartmentValue({
  whom,
  onChange,
  withRequester = false,
}: Props & {
  readonly withRequester?: boolean;
}) {
  const { data } = useDepartments();
  const names = (data?.items ?? []).map(({ name, path }) => ({
    value: name,
    name: path.join(" › "),
  }));
  const theirs = withRequester ? [{ value: REQUESTER, name: say("panel.who.theirs") }] : [];
  return (
    <Named
      label={say("panel.who.departmentName")}
      value={text(whom.value)}
      choices={[...theirs, ...names]}
      onChange={onChange}
    />
  );
}

function GroupValue({ whom, onChange }: Props) {
  const { data } = useGroups();
  const names = (data?.items ?? []).map(({ name }) => ({ value: name, name }));
  return (
    <Named
      label={say("panel.who.groupName")}
      value={text(whom.value)}
      choices={names}
      onChange={onChange}
    />
  );
}

function RoleValue({ whom, onChange }: Props) {
  const { data } = useRoles();
  // Who may not read roles still knows those that every organisation has.
  const known = namesOf("roles").map((name) => ({ name, title: "", builtIn: true }));
  const names = (data?.items ?? known).map(({ name, title, builtIn }) => ({
    value: name,
    name: builtIn ? sayOr("roles", name) : title,
  }));
  return (
    <Named
      label={say("panel.who.roleName")}
      value={text(whom.value)}
      choices={names}
      onChange={onChange}
    />
  );
}

type NamedProps = {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly name: string }[];
  readonly placeholder?: string;
  readonly onChange: (value: Json) => void;
};

/** Chosen, or typed where nobody can look. */
function Named({ label, value, choices, placeholder = "", onChange }: NamedProps) {
  const { disabled } = usePanel();
  const names = new Map(choices.map((one) => [one.value, one.name]));
  const typed = value.toLocaleLowerCase();
  return (
    <Autocomplete
      label={label}
      disabled={disabled}
      data={[...names.keys()]}
      value={value}
      placeholder={placeholder}
      dir="auto"
      limit={20}
      filter={({ options }) =>
        options.filter((option) => {
          if (!("value" in option) || names.has(value)) return true;
          const name = names.get(option.value) ?? "";
          return `${option.value} ${name}`.toLocaleLowerCase().includes(typed);
        })
      }
      renderOption={({ option }) => {
        const name = names.get(option.value) ?? option.value;
        return (
          <span>
            <bdi>{name}</bdi>
            {name !== option.value && (
              <>
                {" "}
                · <bdi>{option.value}</bdi>
              </>
            )}
          </span>
        );
      }}
      onChange={onChange}
    />
  );
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
