/**
 * Sets up an authenticator app: the picture, then the first code.
 *
 * Never: an app that counts before it has shown a right code.
 */
import { TextInput } from "@mantine/core";
import { useRef } from "react";

import { type TotpBegun, useConfirmTotp } from "../../api/security";
import { CopyButton } from "../../parts/CopyButton";
import { say } from "../../words";
import { Question } from "../run/Question";
import styles from "./Me.module.css";

type Props = {
  readonly begun: TotpBegun;
  readonly onDone: (codes: readonly string[]) => void;
  readonly onClose: () => void;
};

export function SetUpTotp({ begun, onDone, onClose }: Props) {
  const confirm = useConfirmTotp();
  const code = useRef<HTMLInputElement>(null);
  return (
    <Question
      title={say("security.totpSetUp")}
      submit={say("signIn.confirm")}
      given={confirm}
      onClose={onClose}
      onSubmit={() =>
        confirm.mutate(code.current?.value.trim() ?? "", {
          onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
        })
      }
    >
      <p>{say("security.totpScan")}</p>
      <img className={styles["picture"]} src={begun.picture} alt={say("security.totpPicture")} />
      <p>{say("security.totpType")}</p>
      <p>
        <code className={styles["code"]} dir="ltr">
          {begun.secret}
        </code>{" "}
        <CopyButton name={say("security.totpSecret")} text={() => begun.secret} />
      </p>
      <TextInput
        ref={code}
        label={say("signIn.code")}
        description={say("signIn.codeMore")}
        name="code"
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        data-autofocus
      />
    </Question>
  );
}
