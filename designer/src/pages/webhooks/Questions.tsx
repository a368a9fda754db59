/**
 * What is asked before an endpoint is changed, gets another secret, or is taken away.
 *
 * Never: a new secret lost because a dialog was shut by a slip.
 */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";

import {
  type Endpoint,
  type EndpointWanted,
  usePutEndpoint,
  useRemoveEndpoint,
  useRotateSecret,
} from "../../api/webhooks";
import { say } from "../../words";
import { Question } from "../run/Question";
import { EndpointFields } from "./EndpointFields";
import { MadeSecret } from "./MadeSecret";
import { saidOf } from "./types";

type Shut = { readonly onClose: () => void };

export function ChangeEndpoint({ endpoint, onClose }: Shut & { readonly endpoint: Endpoint }) {
  const given = usePutEndpoint(endpoint.id);
  const [said, setSaid] = useState<EndpointWanted>(() => saidOf(endpoint));
  return (
    <Question
      title={say("webhooks.changeTitle")}
      submit={say("webhooks.save")}
      given={given}
      large
      blocked={said.url === "" || said.types.length === 0}
      onSubmit={() => given.mutate(said, { onSuccess: onClose })}
      onClose={onClose}
    >
      <EndpointFields said={said} onChange={setSaid} />
    </Question>
  );
}

const GRACES = ["24", "168", "0"] as const;

export function RotateSecret({ id, onClose }: Shut & { readonly id: string }) {
  const given = useRotateSecret(id);
  const [hours, setHours] = useState<string>(GRACES[0]);
  if (given.data !== undefined) return <MadeSecret secret={given.data.secret} onClose={onClose} />;
  return (
    <Question
      title={say("webhooks.rotateTitle")}
      submit={say("webhooks.rotate")}
      given={given}
      onSubmit={() => given.mutate(Number(hours))}
      onClose={onClose}
    >
      <p>{say("webhooks.rotateMore")}</p>
      <NativeSelect
        label={say("webhooks.grace")}
        data={GRACES.map((value) => ({ value, label: say(`webhooks.graces.${value}`) }))}
        value={hours}
        onChange={({ currentTarget }) => setHours(currentTarget.value)}
      />
    </Question>
  );
}

export function RemoveEndpoint({ id, onClose }: Shut & { readonly id: string }) {
  const given = useRemoveEndpoint(id);
  return (
    <Question
      title={say("webhooks.removeTitle")}
      submit={say("webhooks.remove")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("webhooks.removeMore")}</p>
    </Question>
  );
}
