/**
 * How others see one, in which language one reads, and in which time zone one works.
 *
 * Never: the address by which one signs in; an administrator changes that.
 */
import { Select, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type ProfileShown, useChangeProfile, useProfile } from "../../api/security";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import {
  chooseLanguage,
  chosenLanguage,
  isLanguage,
  type Language,
  LANGUAGES,
} from "../../words/languages";
import { TimeZoneField } from "../people/TimeZoneField";
import styles from "./Me.module.css";

const languages = (Object.keys(LANGUAGES) as Language[]).map((value) => ({
  value,
  label: LANGUAGES[value].name,
}));

export function Profile() {
  const profile = useProfile();
  return (
    <Section title={say("security.profile")}>
      {profile.isError && <Trouble error={profile.error} />}
      {profile.isPending && <Loading label={say("page.loading")} />}
      {profile.data !== undefined && <Form profile={profile.data} />}
    </Section>
  );
}

function Form({ profile }: { readonly profile: ProfileShown }) {
  const change = useChangeProfile();
  const [name, setName] = useState(profile.name);
  const [language, setLanguage] = useState<Language>(chosenLanguage());
  const [timeZone, setTimeZone] = useState(profile.timeZone);
  const missing = name.trim() === "";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (missing || change.isPending) return;
    change.mutate(
      { name: name.trim(), language, timeZone },
      { onSuccess: () => language !== chosenLanguage() && chooseLanguage(language) },
    );
  };
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      {change.isError && <Trouble error={change.error} done />}
      <TextInput
        label={say("security.name")}
        value={name}
        maxLength={200}
        error={missing ? say("security.needName") : undefined}
        autoComplete="name"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput label={say("signIn.email")} value={profile.email} readOnly dir="ltr" />
      <Select
        label={say("header.language")}
        data={languages}
        value={language}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && isLanguage(chosen) && setLanguage(chosen)}
      />
      <TimeZoneField value={timeZone} onChange={setTimeZone} />
      <Button type="submit" busy={change.isPending}>
        {say("security.save")}
      </Button>
      {change.isSuccess && <p role="status">{say("security.saved")}</p>}
    </form>
  );
}
