/**
 * Changes access: all of it as one, saved at once and with one reason.
 *
 * Never: left with changes that nobody was asked about.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type Right, useChangeAccess } from "../../api/access";
import { type Draft, isReason, keyOf, LONGEST_REASON, saySame } from "../../model/access";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Access.module.css";
import { AddSubject } from "./AddSubject";
import { Grants } from "./Grants";
import { Leaving } from "./Leaving";
import { Restricted } from "./Restricted";

type Props = {
  readonly namespace: string;
  readonly name: string;
  /** As it is now. */
  readonly kept: Draft<Right>;
  readonly onChanged: () => void;
  readonly onSaved: () => void;
};

export function Editor({ namespace, name, kept, onChanged, onSaved }: Props) {
  const given = useChangeAccess(namespace, name);
  // Nothing: it is as it is kept, and follows what is read anew.
  const [changed, setChanged] = useState<Draft<Right>>();
  const [reason, setReason] = useState("");
  const [isChecked, check] = useState(false);
  const draft = changed ?? kept;
  const isDirty = changed !== undefined && !saySame(changed, kept);
  const change = (next: Draft<Right> | undefined) => {
    setChanged(next);
    onChanged();
  };
  const discard = () => {
    change(undefined);
    setReason("");
    check(false);
    given.reset();
  };
  const save = () => {
    check(true);
    if (!isReason(reason) || draft.grants.some(({ rights }) => rights.length === 0)) return;
    given.mutate(wantedOf(draft, reason.trim()), {
      onSuccess: () => {
        discard();
        onSaved();
      },
    });
  };
  const process = `${namespace}/${name}`;
  return (
    <>
      <Restricted draft={draft} onChange={(restricted) => change({ ...draft, restricted })} />
      <Grants
        draft={draft}
        editing={{
          process,
          isChecked,
          onChange: (grants) => change({ ...draft, grants }),
        }}
      />
      <AddSubject
        key={draft.grants.map(({ subject }) => keyOf(subject)).join(" ")}
        grants={draft.grants}
        onAdd={(one) => change({ ...draft, grants: [...draft.grants, one] })}
      />
      {isDirty && (
        <Save
          given={given}
          reason={reason}
          fault={isChecked && !isReason(reason) ? say("roleForm.reasonShort") : undefined}
          onReason={setReason}
          onSave={save}
          onDiscard={discard}
        />
      )}
      <Leaving isDirty={isDirty} />
    </>
  );
}

function wantedOf({ restricted, grants }: Draft<Right>, reason: string) {
  return {
    restricted,
    grants: grants.map(({ subject, rights }) => ({ subject, rights: [...rights] })),
    reason: reason === "" ? null : reason,
  };
}

type SaveProps = {
  readonly given: ReturnType<typeof useChangeAccess>;
  readonly reason: string;
  readonly fault: string | undefined;
  readonly onReason: (reason: string) => void;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
};

function Save({ given, reason, fault, onReason, onSave, onDiscard }: SaveProps) {
  return (
    <div className={styles["save"]}>
      <p role="status">{say("access.unsaved")}</p>
      <TextInput
        label={say("roleForm.reason")}
        description={say("roleForm.reasonMore")}
        error={fault}
        value={reason}
        maxLength={LONGEST_REASON}
        onChange={({ currentTarget }) => onReason(currentTarget.value)}
      />
      {given.isError && <Trouble error={given.error} done />}
      <div className={styles["answers"]}>
        <Button onClick={onDiscard}>{say("access.discard")}</Button>
        <Button look="main" busy={given.isPending} onClick={onSave}>
          {say("access.save")}
        </Button>
      </div>
    </div>
  );
}
