/**
 * Adds an endpoint, and shows its secret once.
 *
 * Never: the secret kept once it was shown.
 */
import { useState } from "react";

import { type EndpointWanted, useAddEndpoint } from "../../api/webhooks";
import { say } from "../../words";
import { Question } from "../run/Question";
import { EndpointFields } from "./EndpointFields";
import { MadeSecret } from "./MadeSecret";
import { FIRST } from "./types";

export function AddEndpoint({ onClose }: { readonly onClose: () => void }) {
  const given = useAddEndpoint();
  const [said, setSaid] = useState<EndpointWanted>(FIRST);
  const secret = given.data?.secret;
  if (typeof secret === "string") return <MadeSecret secret={secret} onClose={onClose} />;
  return (
    <Question
      title={say("webhooks.new")}
      submit={say("webhooks.new")}
      given={given}
      large
      blocked={said.url === "" || said.types.length === 0}
      onSubmit={() => given.mutate(said)}
      onClose={onClose}
    >
      <EndpointFields said={said} onChange={setSaid} />
    </Question>
  );
}
