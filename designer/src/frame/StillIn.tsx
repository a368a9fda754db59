/**
 * Says that signing out has failed.
 *
 * Never: silence about it; who walks away would leave the session open.
 */
import { useMutationState } from "@tanstack/react-query";

import { SIGN_OUT, useSignOut } from "../api/session";
import { Button } from "../parts/Button";
import { Notice } from "../parts/Notice";
import { say } from "../words";

export function StillIn() {
  const signOut = useSignOut();
  const tries = useMutationState({
    filters: { mutationKey: SIGN_OUT },
    select: ({ state }) => state.status,
  });
  if (tries.at(-1) !== "error") return null;
  return (
    <Notice
      title={say("header.stillIn")}
      remedy={say("header.stillInRemedy")}
      action={<Button onClick={() => signOut.mutate()}>{say("trouble.again")}</Button>}
    />
  );
}
