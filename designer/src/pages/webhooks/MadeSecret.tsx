/**
 * The secret of an endpoint that has just been made, to be copied now.
 *
 * Never: shown again.
 */
import { MadeOnce } from "../../parts/MadeOnce";
import { say } from "../../words";

type Props = { readonly secret: string; readonly onClose: () => void };

export function MadeSecret({ secret, onClose }: Props) {
  return (
    <MadeOnce
      title={say("webhooks.secretTitle")}
      more={say("webhooks.secretMore")}
      secret={secret}
      copyName={say("webhooks.copyName")}
      done={say("webhooks.done")}
      onClose={onClose}
    />
  );
}
