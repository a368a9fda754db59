/**
 * The list of those to whom a process is granted, each with their rights.
 *
 * Never: a right to give that whoever gives lacks; it stands there with the reason.
 */
import { Checkbox } from "@mantine/core";

import { type Permission, type Right, useMay, usePermissionList, useRoles } from "../../api/access";
import { type Draft, type Granted, keyOf } from "../../model/access";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { titleOf, unknownRole } from "../roles/roleTitle";
import styles from "./Access.module.css";

/** In the order in which they are shown. One that the API has and this hasn't doesn't compile. */
const SHOWN: Readonly<Record<Right, true>> = {
  start: true,
  see: true,
  "see-team": true,
  "see-department": true,
  "see-all": true,
  "see-data": true,
  edit: true,
  publish: true,
  operate: true,
};
const RIGHTS = Object.keys(SHOWN) as readonly Right[];

type Grant = Granted<Right>;
type Editing = {
  readonly process: string;
  /** Somebody wanted to save it. */
  readonly isChecked: boolean;
  readonly onChange: (grants: readonly Grant[]) => void;
};
type Props = {
  readonly draft: Draft<Right>;
  /** Nothing: it is only shown. */
  readonly editing?: Editing;
};

export function Grants({ draft: { grants }, editing }: Props) {
  if (grants.length === 0)
    return (
      <Empty title={say("access.nobody")}>
        <p>{say("access.nobodyMore")}</p>
      </Empty>
    );
  return (
    <ul className={styles["grants"]} aria-label={say("access.list")}>
      {grants.map((grant) => (
        <li key={keyOf(grant.subject)}>
          <Entry
            grant={grant}
            editing={
              editing && {
                ...editing,
                onChange: (changed) => editing.onChange(replaced(grants, grant, changed)),
              }
            }
          />
        </li>
      ))}
    </ul>
  );
}

function replaced(grants: readonly Grant[], one: Grant, other: readonly Grant[]) {
  return grants.flatMap((grant) => (grant === one ? other : [grant]));
}

type EntryProps = { readonly grant: Grant; readonly editing: Editing | undefined };

function Entry({ grant, editing }: EntryProps) {
  const name = useNameOf(grant);
  const { kind } = grant.subject;
  const faulty = editing?.isChecked === true && grant.rights.length === 0;
  return (
    <>
      <div className={styles["whom"]}>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {kind !== "everyone" && <Tag>{say(`access.${kind}`)}</Tag>}
        {editing !== undefined && (
          <Button
            look="quiet"
            aria-label={say("access.removeLabel", { name })}
            onClick={() => editing.onChange([])}
          >
            {say("access.remove")}
          </Button>
        )}
      </div>
      {editing === undefined ? (
        <p>{grant.rights.map((right) => say(`rights.${right}`)).join(say("list.comma"))}</p>
      ) : (
        <Rights grant={grant} name={name} editing={editing} />
      )}
      {faulty && (
        <p role="alert" className={styles["fault"]}>
          {say("access.noRight", { name })}
        </p>
      )}
    </>
  );
}

function Rights({
  grant,
  name,
  editing,
}: Required<EntryProps> & { name: string; editing: Editing }) {
  const lacks = useLacks(editing.process);
  const set = (right: Right, wanted: boolean) =>
    RIGHTS.filter((one) => (one === right ? wanted : grant.rights.includes(one)));
  return (
    <div role="group" aria-label={say("access.rightsOf", { name })} className={styles["rights"]}>
      {RIGHTS.map((right) => (
        <Checkbox
          key={right}
          label={say(`rights.${right}`)}
          description={lacks(right) ? say("access.lacking") : say(`rightSentences.${right}`)}
          checked={grant.rights.includes(right)}
          disabled={lacks(right)}
          onChange={({ currentTarget: { checked } }) =>
            editing.onChange([{ ...grant, rights: set(right, checked) }])
          }
        />
      ))}
    </div>
  );
}

/** Which rights bring something that one doesn't have there oneself. */
function useLacks(process: string): (right: Right) => boolean {
  const may = useMay(process);
  const brings = usePermissionList().data?.rights;
  return (right) => !(brings?.[right] ?? []).every((one: Permission) => may(one));
}

export function useNameOf({ subject, name }: Pick<Grant, "subject" | "name">): string {
  const roles = useRoles().data?.items;
  switch (subject.kind) {
    case "everyone":
      return say("access.everyone");
    case "person":
      return name ?? say("access.gone");
    case "department":
      return subject.id;
    case "role": {
      const role = roles?.find((one) => one.name === subject.id);
      return titleOf(role ?? unknownRole(subject.id));
    }
  }
}
