/**
 * The browser's side of passkeys: asks the device to make one, or to sign with one.
 *
 * Never: a credential kept by this page; it goes from the device to the API.
 */
import type { components } from "./schema";

type Options = components["schemas"]["Challenge"]["publicKey"];
export type Credential = components["schemas"]["PasskeySignIn"]["credential"];

/** The person has called it off, or the device has no passkey for this address. */
export class NoPasskey extends Error {
  override readonly name = "NoPasskey";
}

/** Only pages that came over HTTPS, or from this very machine, are given passkeys. */
export function knowsPasskeys(): boolean {
  return "PublicKeyCredential" in globalThis && globalThis.isSecureContext;
}

export async function signedByPasskey(options: Options): Promise<Credential> {
  return answered(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options as unknown as PublicKeyCredentialRequestOptionsJSON,
    );
    return navigator.credentials.get({ publicKey });
  });
}

export async function newPasskey(options: Options): Promise<Credential> {
  return answered(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as unknown as PublicKeyCredentialCreationOptionsJSON,
    );
    return navigator.credentials.create({ publicKey });
  });
}

async function answered(ask: () => Promise<globalThis.Credential | null>): Promise<Credential> {
  const given = await ask().catch((cause: unknown) => {
    throw new NoPasskey("The device gave none.", { cause });
  });
  if (!(given instanceof PublicKeyCredential)) throw new NoPasskey("The device gave none.");
  return given.toJSON() as unknown as Credential;
}
