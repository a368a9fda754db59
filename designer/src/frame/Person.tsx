/**
 * As whom one is here, in which language and in which light.
 *
 * Never: a setting that one must search for a way back from: each is named in its own language.
 */
import { Menu, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { type Me, useSignOut } from "../api/session";
import {
  AwayIcon,
  HelpIcon,
  MenuIcon,
  OrganisationIcon,
  SecurityIcon,
  SignOutIcon,
} from "../parts/icons";
import { show, useGuideStore } from "../guide/store";
import { useMayBeGuided } from "../guide/useMayBeGuided";
import { initialsOf } from "../model/people";
import { say, sayOr, type Word } from "../words";
import {
  chooseLanguage,
  chosenLanguage,
  isLanguage,
  type Language,
  LANGUAGES,
} from "../words/languages";
import styles from "./Person.module.css";

type Props = { readonly me: Me; readonly small?: boolean };

export function Person({ me, small = false }: Props) {
  return (
    <Menu position={small ? "bottom-end" : "top-start"} width={260} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={styles["person"]} data-small={small || undefined}>
          {/* Drawn, not written: the name that is read out is the whole one. */}
          <span className={styles["initials"]} data-initials={initialsOf(me.name)} />
          <span className={small ? "unseen" : styles["name"]} dir="auto">
            {me.name}
          </span>
          <span className="unseen">{say("header.menu")}</span>
          {!small && <MenuIcon size={16} stroke={1.6} aria-hidden="true" />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Who me={me} />
        <Menu.Item
          component={Link}
          to="/me"
          leftSection={<SecurityIcon size={16} stroke={1.6} aria-hidden="true" />}
        >
          {say("security.title")}
        </Menu.Item>
        <Menu.Item
          leftSection={<AwayIcon size={16} stroke={1.6} aria-hidden="true" />}
          renderRoot={(root) => <Link {...root} to="/me" search={{ open: "away" }} />}
        >
          {say("away.menu")}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/organisations"
          leftSection={<OrganisationIcon size={16} stroke={1.6} aria-hidden="true" />}
        >
          {say("belonging.switch")}
        </Menu.Item>
        <Guided />
        <Menu.Divider />
        <Languages />
        <Menu.Divider />
        <Lights />
        <Menu.Divider />
        <SignOut />
      </Menu.Dropdown>
    </Menu>
  );
}

function Who({ me }: { readonly me: Me }) {
  const roles = me.roles.map((role) => sayOr("roles", role));
  return (
    <div className={styles["who"]}>
      <p className={styles["name"]}>
        <bdi>{me.name}</bdi>
      </p>
      <p>
        <bdi>{me.email}</bdi>
      </p>
      <p>{say("header.roles", { roles: roles.join(say("list.comma")) })}</p>
    </div>
  );
}

function Guided() {
  const guide = useGuideStore();
  if (!useMayBeGuided()) return null;
  return (
    <Menu.Item
      leftSection={<HelpIcon size={16} stroke={1.6} aria-hidden="true" />}
      onClick={() => show(guide)}
    >
      {say("guide.title")}
    </Menu.Item>
  );
}

function Languages() {
  return (
    <Menu.RadioGroup
      value={chosenLanguage()}
      onChange={(chosen) => isLanguage(chosen) && chooseLanguage(chosen)}
    >
      <Menu.Label>{say("header.language")}</Menu.Label>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <Menu.RadioItem key={language} value={language} lang={language}>
          {LANGUAGES[language].name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

const LIGHTS = [
  { scheme: "auto", word: "header.lightAuto" },
  { scheme: "light", word: "header.lightLight" },
  { scheme: "dark", word: "header.lightDark" },
] as const satisfies readonly { readonly scheme: MantineColorScheme; readonly word: Word }[];

function Lights() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(chosen) => {
        const light = LIGHTS.find(({ scheme }) => scheme === chosen);
        if (light !== undefined) setColorScheme(light.scheme);
      }}
    >
      <Menu.Label>{say("header.light")}</Menu.Label>
      {LIGHTS.map(({ scheme, word }) => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {say(word)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function SignOut() {
  const signOut = useSignOut();
  return (
    <Menu.Item
      leftSection={<SignOutIcon size={16} stroke={1.6} aria-hidden="true" />}
      onClick={() => signOut.mutate()}
    >
      {say("header.signOut")}
    </Menu.Item>
  );
}
