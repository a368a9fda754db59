/**
 * Adds a provider, or changes one.
 *
 * Never: a secret kept once the dialog is shut, or offered by the browser another time.
 */
import {
  Checkbox,
  MultiSelect,
  NativeSelect,
  PasswordInput,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { useState } from "react";

import { useRoles } from "../../api/access";
import { type Provider, usePutProvider } from "../../api/providers";
import { say } from "../../words";
import { titleOf } from "../roles/roleTitle";
import { Question } from "../run/Question";
import { Mapping } from "./Mapping";
import { type Preset, presetOf, PRESETS, type Said, saidOf } from "./presets";

type Props = {
  /** One that is there. */
  readonly provider?: Provider;
  readonly onClose: () => void;
};

export function ProviderForm({ provider, onClose }: Props) {
  const given = usePutProvider(provider?.id);
  const [said, setSaid] = useState<Said>(() =>
    provider === undefined ? presetOf("any") : saidOf(provider),
  );
  const [secret, setSecret] = useState("");
  const change = (some: Partial<Said>) => setSaid({ ...said, ...some });
  const send = () =>
    given.mutate(
      { ...said, ...(secret !== "" && { clientSecret: secret }) },
      { onSuccess: onClose },
    );
  return (
    <Question
      title={
        provider === undefined
          ? say("providers.new")
          : say("providers.changeTitle", { name: provider.name })
      }
      submit={say("providers.save")}
      given={given}
      large
      onSubmit={send}
      onClose={onClose}
    >
      {provider === undefined && <PresetField onChoose={(preset) => setSaid(presetOf(preset))} />}
      <Client said={said} change={change} />
      <PasswordInput
        label={say("providers.secret")}
        description={say(provider === undefined ? "providers.secretNew" : "providers.secretMore")}
        value={secret}
        dir="ltr"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": say("providers.seeSecret") }}
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
      />
      <Accounts said={said} change={change} />
      <Factors said={said} change={change} />
    </Question>
  );
}

function PresetField({ onChoose }: { readonly onChoose: (preset: Preset) => void }) {
  return (
    <NativeSelect
      label={say("providers.preset")}
      data={PRESETS.map((value) => ({ value, label: say(`providers.presets.${value}`) }))}
      onChange={({ currentTarget }) => {
        const chosen = PRESETS.find((one) => one === currentTarget.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    />
  );
}

type PartProps = { readonly said: Said; readonly change: (some: Partial<Said>) => void };
const PLAIN = { dir: "ltr", spellCheck: false, autoComplete: "off" } as const;

function Client({ said, change }: PartProps) {
  return (
    <>
      <TextInput
        label={say("providers.name")}
        description={say("providers.nameMore")}
        value={said.name}
        autoComplete="off"
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        {...PLAIN}
        label={say("providers.issuer")}
        description={say("providers.issuerMore")}
        value={said.issuer}
        onChange={({ currentTarget }) => change({ issuer: currentTarget.value.trim() })}
      />
      <TextInput
        {...PLAIN}
        label={say("providers.clientId")}
        value={said.clientId}
        onChange={({ currentTarget }) => change({ clientId: currentTarget.value.trim() })}
      />
    </>
  );
}

function Accounts({ said, change }: PartProps) {
  const known = useRoles().data?.items ?? [];
  const roles = known.map((role) => ({ value: role.name, label: titleOf(role) }));
  return (
    <>
      <TagsInput
        {...PLAIN}
        label={say("providers.domains")}
        description={say("providers.domainsMore")}
        acceptValueOnBlur
        value={said.domains}
        onChange={(domains) => change({ domains })}
      />
      <Checkbox
        label={say("providers.links")}
        checked={said.linksAccounts}
        onChange={({ currentTarget }) => change({ linksAccounts: currentTarget.checked })}
      />
      <Checkbox
        label={say("providers.makes")}
        checked={said.makesAccounts}
        onChange={({ currentTarget }) => change({ makesAccounts: currentTarget.checked })}
      />
      <MultiSelect
        label={say("providers.firstRoles")}
        data={roles}
        value={said.firstRoles}
        onChange={(firstRoles) => change({ firstRoles })}
      />
      <TextInput
        {...PLAIN}
        label={say("providers.verified")}
        value={said.verifiedClaim}
        onChange={({ currentTarget }) => change({ verifiedClaim: currentTarget.value.trim() })}
      />
      <TextInput
        {...PLAIN}
        label={say("providers.groups")}
        description={say("providers.groupsMore")}
        value={said.groupsClaim}
        onChange={({ currentTarget }) => change({ groupsClaim: currentTarget.value.trim() })}
      />
      <Mapping roles={roles} rules={said.mapping} onChange={(mapping) => change({ mapping })} />
    </>
  );
}

const FACTORS = ["ours", "told", "trusted"] as const;

function Factors({ said, change }: PartProps) {
  return (
    <>
      <NativeSelect
        label={say("providers.factor")}
        data={FACTORS.map((value) => ({ value, label: say(`providers.factors.${value}`) }))}
        value={said.secondFactor}
        onChange={({ currentTarget }) => {
          const chosen = FACTORS.find((one) => one === currentTarget.value);
          if (chosen !== undefined) change({ secondFactor: chosen });
        }}
      />
      {said.secondFactor === "told" && (
        <TagsInput
          {...PLAIN}
          label={say("providers.contexts")}
          acceptValueOnBlur
          value={said.strongContexts}
          onChange={(strongContexts) => change({ strongContexts })}
        />
      )}
    </>
  );
}
