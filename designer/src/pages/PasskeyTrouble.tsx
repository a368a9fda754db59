/**
 * Why a passkey did not work.
 *
 * Never: the browser's own words; they differ from browser to browser and name no remedy.
 */
import { NoPasskey } from "../api/passkeys";
import { Notice } from "../parts/Notice";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";

export function PasskeyTrouble({ error }: { readonly error: Error | null }) {
  if (error === null) return null;
  if (error instanceof NoPasskey)
    return <Notice title={say("signIn.noPasskey")} remedy={say("signIn.noPasskeyRemedy")} />;
  return <Trouble error={error} done />;
}
