/**
 * What well-known providers call things, so that only what is one's own is left to fill in.
 *
 * Never: a secret; and never a preset taken for what the provider really says, which is tried.
 */
import type { Provider, ProviderWanted } from "../../api/providers";

export const PRESETS = ["any", "entra", "google", "keycloak"] as const;
export type Preset = (typeof PRESETS)[number];
/** All of it, each with a value. */
export type Said = Required<Omit<ProviderWanted, "clientSecret">>;

const BLANK: Said = {
  name: "",
  issuer: "",
  clientId: "",
  scopes: ["openid", "profile", "email"],
  groupsClaim: "groups",
  verifiedClaim: "email_verified",
  mapping: [],
  makesAccounts: false,
  linksAccounts: true,
  domains: [],
  firstRoles: [],
  secondFactor: "ours",
  strongContexts: [],
  enabled: true,
};

const OWN: Readonly<Record<Preset, Partial<Said>>> = {
  any: {},
  entra: {
    name: "Microsoft",
    issuer: "https://login.microsoftonline.com/DIRECTORY-ID/v2.0",
    verifiedClaim: "xms_edov",
  },
  google: { name: "Google", issuer: "https://accounts.google.com", groupsClaim: "" },
  keycloak: { name: "Keycloak", issuer: "https://HOST/realms/REALM" },
};

export function presetOf(preset: Preset): Said {
  return { ...BLANK, ...OWN[preset] };
}

/** Without what the API says of it beside. */
export function saidOf(provider: Provider): Said {
  const names = Object.keys(BLANK) as (keyof Said)[];
  const given = names.map((name) => [name, provider[name] ?? BLANK[name]] as const);
  return { ...BLANK, ...(Object.fromEntries(given) as Partial<Said>) };
}
