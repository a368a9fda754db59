/**
 * As whom a call is made: a policy that a secret holds, one of the document, or one written here.
 *
 * Never: a password as text where a secret can hold it; that is what is offered first.
 */
import { Autocomplete } from "@mantine/core";

import { useSecrets } from "../../api/secrets";
import { valueAt } from "../../model/editing/values";
import { at, fieldsOf, listOf } from "../../model/graphValues";
import { isObject, type Json } from "../../model/json";
import { say } from "../../words";
import { Fold } from "./Fold";
import { Pick } from "./Line";
import { useSlot } from "./useSlot";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { under, useDocument, usePut, useSentence, useValue } from "./usePanel";
import { useEditor } from "../useEditor";

const SCHEMES = ["basic", "bearer", "digest", "oauth2", "oidc"] as const;
type Scheme = (typeof SCHEMES)[number];
const NONE = "none";
const NAMED = "use";

type Props = { readonly endpoint: string };

export function Authentication({ endpoint }: Props) {
  const pointer = `${endpoint}/authentication`;
  const written = useValue(endpoint);
  const value = useValue(pointer);
  const put = usePut();
  const policies = Object.keys(fieldsOf(at(useDocument(), "use", "authentications")) ?? {});
  const kind = kindOf(value);
  const choose = (next: string | undefined) => {
    const uri = typeof written === "string" ? written : (at(written, "uri") ?? "");
    if (next === undefined || next === NONE) put(endpoint, uri);
    else {
      const first = next === NAMED ? { use: policies[0] ?? "" } : { [next]: { use: "" } };
      put(endpoint, { uri, authentication: first });
    }
  };
  const fault = useSentence(pointer, true);
  return (
    <Fold
      title={say("panel.auth.title")}
      more={kind === NONE ? "" : say(`panel.auth.${kind}`)}
      pointers={[pointer]}
    >
      <Pick
        pointer={under(pointer, "#kind")}
        label={say("panel.auth.kind")}
        choices={[NONE, ...(policies.length > 0 || kind === NAMED ? [NAMED] : []), ...SCHEMES].map(
          (one) => ({ value: one, label: say(`panel.auth.${one as Scheme}`) }),
        )}
        value={kind}
        onPick={choose}
      />
      {kind === NAMED && (
        <Pick
          pointer={under(pointer, "use")}
          label={say("panel.auth.policy")}
          choices={policies.map((name) => ({ value: name, label: name }))}
        />
      )}
      {kind !== NONE && kind !== NAMED && <Own pointer={`${pointer}/${kind}`} scheme={kind} />}
      {fault !== undefined && <p className={styles["fault"]}>{fault}</p>}
    </Fold>
  );
}

function kindOf(value: Json | undefined): Scheme | typeof NONE | typeof NAMED {
  if (value === undefined) return NONE;
  if (typeof value === "string") return NAMED;
  if (!isObject(value) || NAMED in value) return NAMED;
  return SCHEMES.find((one) => one in value) ?? NONE;
}

const WAYS = ["secret", "here"] as const;

function Own({ pointer, scheme }: { readonly pointer: string; readonly scheme: Scheme }) {
  const value = useValue(pointer);
  const put = usePut();
  const isSecret = value !== undefined && isObject(value) && "use" in value;
  return (
    <>
      <Pick
        pointer={under(pointer, "#way")}
        label={say("panel.auth.where")}
        choices={WAYS.map((one) => ({ value: one, label: say(`panel.auth.ways.${one}`) }))}
        value={isSecret ? "secret" : "here"}
        onPick={(way) => put(pointer, way === "secret" ? { use: "" } : {})}
      />
      {isSecret ? (
        <Secret pointer={under(pointer, "use")} />
      ) : (
        <Fields pointer={pointer} scheme={scheme} />
      )}
    </>
  );
}

function Fields({ pointer, scheme }: { readonly pointer: string; readonly scheme: Scheme }) {
  const hint = say("panel.auth.fieldHint");
  if (scheme === "bearer")
    return (
      <ValueText pointer={under(pointer, "token")} label={say("panel.auth.token")} hint={hint} />
    );
  if (scheme === "basic" || scheme === "digest")
    return (
      <>
        <ValueText pointer={under(pointer, "username")} label={say("panel.auth.username")} />
        <ValueText
          pointer={under(pointer, "password")}
          label={say("panel.auth.password")}
          hint={hint}
        />
      </>
    );
  return (
    <>
      <ValueText pointer={under(pointer, "authority")} label={say("panel.auth.authority")} isCode />
      <Pick
        pointer={under(pointer, "grant")}
        label={say("panel.auth.grant")}
        choices={["client_credentials", "password"].map((one) => ({ value: one, label: one }))}
      />
      <ValueText pointer={under(pointer, "client/id")} label={say("panel.auth.client")} isCode />
      <ValueText
        pointer={under(pointer, "client/secret")}
        label={say("panel.auth.clientSecret")}
        hint={hint}
      />
    </>
  );
}

/** A secret by its name; the document then says under `use` that it needs it. */
function Secret({ pointer }: { readonly pointer: string }) {
  const slot = useSlot({
    pointer,
    label: say("panel.auth.secret"),
    hint: say("panel.auth.secretHint"),
  });
  const value = useValue(pointer);
  const put = usePut();
  const editor = useEditor();
  const { data } = useSecrets();
  const names = (data ?? []).map(({ name }) => name);
  const choose = (name: string) => {
    put(pointer, name);
    const document = editor.state.getState().draft.shown?.document ?? null;
    const used = listOf(valueAt(document, "/use/secrets"));
    if (names.includes(name) && !used.includes(name)) put("/use/secrets", [...used, name]);
  };
  return (
    <div className={styles["field"]}>
      <Autocomplete
        {...slot}
        data={names}
        value={typeof value === "string" ? value : ""}
        dir="ltr"
        onChange={choose}
      />
    </div>
  );
}
