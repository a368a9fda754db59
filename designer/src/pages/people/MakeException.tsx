/**
 * Lets one person do something for a while, or keeps them from it: with a reason and an end.
 *
 * Never: one without an end.
 */
import { Radio, Textarea } from "@mantine/core";
import { useState } from "react";

import { usePermissionList, useMakeException } from "../../api/access";
import { isReason, LONGEST_REASON } from "../../model/access";
import { startOf } from "../../model/days";
import { DayField } from "../../parts/DayField";
import { say } from "../../words";
import { PermissionField, ProcessField } from "../roles/AskedFields";
import { Question } from "../run/Question";
import styles from "./People.module.css";

type Props = { readonly id: string; readonly onClose: () => void };
type Said = {
  readonly allowed: boolean;
  readonly permission: string | undefined;
  readonly process: string | undefined;
  readonly reason: string;
  readonly until: string;
};

const FIRST: Said = {
  allowed: true,
  permission: undefined,
  process: undefined,
  reason: "",
  until: "",
};

export function MakeException({ id, onClose }: Props) {
  const [said, setSaid] = useState(FIRST);
  const [isTried, setTried] = useState(false);
  const all = usePermissionList().data?.items ?? [];
  const given = useMakeException(id);
  const { allowed, permission, process, reason, until } = said;
  const asked = all.find(({ name }) => name === permission);
  const set = (more: Partial<Said>) => setSaid((before) => ({ ...before, ...more }));
  const isReasoned = reason.trim() !== "" && isReason(reason);
  const send = () => {
    setTried(true);
    if (permission === undefined || !isReasoned || until === "") return;
    const where = asked?.ofProcesses === true ? (process ?? "*/*") : "*/*";
    given.mutate(
      { permission, process: where, allowed, reason: reason.trim(), until: startOf(until, 1) },
      { onSuccess: onClose },
    );
  };
  return (
    <Question
      title={say("exceptions.make")}
      submit={say("exceptions.make")}
      given={{ ...given, data: undefined }}
      large
      onSubmit={send}
      onClose={onClose}
    >
      <Radio.Group
        label={say("exceptions.kind")}
        value={allowed ? "may" : "mayNot"}
        onChange={(kind) => set({ allowed: kind === "may" })}
      >
        <div className={styles["choices"]}>
          <Radio value="may" label={say("exceptions.may")} />
          <Radio value="mayNot" label={say("exceptions.mayNot")} />
        </div>
      </Radio.Group>
      <PermissionField
        all={all}
        value={permission}
        error={isTried && permission === undefined ? say("exceptions.needPermission") : undefined}
        onChange={(chosen) => set({ permission: chosen })}
      />
      <ProcessField
        value={process}
        isIdle={asked?.ofProcesses === false}
        onChange={(chosen) => set({ process: chosen })}
      />
      <Textarea
        label={say("person.reason")}
        description={say("person.reasonMore")}
        value={reason}
        maxLength={LONGEST_REASON}
        error={isTried && !isReasoned ? say("exceptions.needReason") : undefined}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => set({ reason: currentTarget.value })}
      />
      <DayField
        label={say("away.until")}
        more={say("exceptions.untilMore")}
        value={until}
        error={isTried && until === "" ? say("away.needUntil") : undefined}
        onChange={(day) => set({ until: day ?? "" })}
      />
    </Question>
  );
}
