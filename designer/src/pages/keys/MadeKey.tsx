/**
 * A key that has just been made, to be copied now.
 *
 * Never: shown again.
 */
import type { MadeKey as Made } from "../../api/keys";
import { MadeOnce } from "../../parts/MadeOnce";
import { say } from "../../words";

type Props = { readonly made: Made; readonly onClose: () => void };

export function MadeKey({ made, onClose }: Props) {
  return (
    <MadeOnce
      title={say("apiKeys.made")}
      more={say("apiKeys.madeMore")}
      secret={made.key}
      copyName={say("apiKeys.copyName")}
      done={say("apiKeys.done")}
      onClose={onClose}
    />
  );
}
