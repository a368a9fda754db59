/**
 * Says which processes may use a secret, and who may receive it.
 *
 * Never: a pattern taken that covers more than it shows; the API says which, and it is shown here.
 */
import { TagsInput } from "@mantine/core";
import { useState } from "react";

import { type Bindings, useBindSecret } from "../../api/secrets";
import { useProcesses } from "../../api/processes";
import { say } from "../../words";
import { Question } from "../run/Question";

const MOST = 100;

type Props = {
  readonly name: string;
  readonly bound: Bindings;
  readonly onClose: () => void;
};

export function BindSecret({ name, bound, onClose }: Props) {
  const given = useBindSecret(name);
  const [wanted, want] = useState(bound);
  const { processes } = useProcesses({});
  const known = processes?.map((one) => `${one.namespace}/${one.name}`) ?? [];
  const shared = { dir: "ltr", maxTags: MOST, acceptValueOnBlur: true, clearable: false } as const;
  return (
    <Question
      title={say("secrets.bindTitle", { name })}
      submit={say("secrets.save")}
      given={given}
      onSubmit={() => given.mutate(wanted, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TagsInput
        {...shared}
        label={say("secrets.processes")}
        description={say("secrets.processesMore")}
        data={[...new Set(known)]}
        value={wanted.processes}
        data-autofocus
        onChange={(next) => want({ ...wanted, processes: next })}
      />
      <TagsInput
        {...shared}
        label={say("secrets.hosts")}
        description={say("secrets.hostsMore")}
        value={wanted.hosts}
        onChange={(next) => want({ ...wanted, hosts: next })}
      />
    </Question>
  );
}
