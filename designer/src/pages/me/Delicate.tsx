/**
 * Deeds that ask for the password once more when the sign-in is no longer fresh.
 *
 * Never: the deed lost; once the password was given, it is done.
 */
import type { UseMutationResult } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";

import { useProof } from "../../api/security";
import { Problem } from "../../model/problem";
import { PasswordField } from "../../parts/PasswordField";
import { say } from "../../words";
import { Question } from "../run/Question";

type Deed<V, T> = UseMutationResult<T, Error, V>;

/** `run` does it, `dialog` is to be shown, `error` is what else went wrong. */
export function useDelicate<V, T>(deed: Deed<V, T>, onDone?: (answer: T) => void) {
  const [held, hold] = useState<{ readonly given: V }>();
  const run = (given: V) =>
    deed.mutate(given, {
      onSuccess: (answer) => onDone?.(answer),
      onError: (error) => {
        if (asksForProof(error)) hold({ given });
      },
    });
  const dialog: ReactNode = held !== undefined && (
    <Proof
      onClose={() => hold(undefined)}
      onProven={() => {
        hold(undefined);
        run(held.given);
      }}
    />
  );
  const error = asksForProof(deed.error) ? null : deed.error;
  return { run, dialog, error, isPending: deed.isPending };
}

function asksForProof(error: Error | null): boolean {
  return error instanceof Problem && error.code === "prove-again";
}

type ProofProps = { readonly onProven: () => void; readonly onClose: () => void };

function Proof({ onProven, onClose }: ProofProps) {
  const proof = useProof();
  const password = useRef<HTMLInputElement>(null);
  return (
    <Question
      title={say("security.proof")}
      submit={say("security.proofSubmit")}
      given={proof}
      onClose={onClose}
      onSubmit={() => proof.mutate(password.current?.value ?? "", { onSuccess: onProven })}
    >
      <p>{say("security.proofMore")}</p>
      <PasswordField field={password} label={say("signIn.password")} fault={undefined} first />
    </Question>
  );
}
