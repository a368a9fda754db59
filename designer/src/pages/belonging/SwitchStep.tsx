/**
 * The organisation that one goes on to asks for a second factor first.
 *
 * Never: a way around it; the sign-in before stays until it is given.
 */
import { Modal } from "@mantine/core";

import type { Way } from "../../api/session";
import { SecondStep } from "../SecondStep";
import { say } from "../../words";

type Props = { readonly ways: readonly Way[]; readonly onClose: () => void };

export function SwitchStep({ ways, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("belonging.title")}
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <SecondStep ways={ways} onBack={onClose} />
    </Modal>
  );
}
