/**
 * As whom one is here, in which language and in which light.
 *
 * Never: a setting that one must search for a way back from: each is named in its own language.
 */
import { Menu, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";

import { type Me, useSignOut } from "../api/session";
import { DarkIcon, LightIcon, MenuIcon, SignOutIcon, SystemIcon } from "../parts/icons";
import { initialsOf } from "../model/people";
import { say, sayOr } from "../words";
import { chooseLanguage, chosenLanguage, type Language, LANGUAGES } from "../words/languages";
import styles from "./Person.module.css";

type Props = { readonly me: Me; readonly small?: boolean };

export function Person({ me, small = false }: Props) {
  return (
    <Menu position={small ? "bottom-end" : "top-start"} width={260} shadow="md" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles["person"]}
          aria-label={say("header.menu", { name: me.name })}
          data-small={small || undefined}
        >
          <span className={styles["initials"]} aria-hidden="true">
            {initialsOf(me.name)}
          </span>
          {!small && (
            <>
              <span className={styles["name"]}>{me.name}</span>
              <MenuIcon size={16} stroke={1.6} aria-hidden="true" />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Who me={me} />
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

function Languages() {
  const current = chosenLanguage();
  return (
    <>
      <Menu.Label>{say("header.language")}</Menu.Label>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <Menu.Item
          key={language}
          lang={language}
          role="menuitemradio"
          aria-checked={language === current}
          onClick={() => chooseLanguage(language)}
        >
          {LANGUAGES[language].name}
        </Menu.Item>
      ))}
    </>
  );
}

const LIGHTS = [
  { scheme: "auto", word: "header.lightAuto", icon: SystemIcon },
  { scheme: "light", word: "header.lightLight", icon: LightIcon },
  { scheme: "dark", word: "header.lightDark", icon: DarkIcon },
] as const satisfies readonly { readonly scheme: MantineColorScheme; [key: string]: unknown }[];

function Lights() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{say("header.light")}</Menu.Label>
      {LIGHTS.map(({ scheme, word, icon: Icon }) => (
        <Menu.Item
          key={scheme}
          role="menuitemradio"
          aria-checked={scheme === colorScheme}
          closeMenuOnClick={false}
          leftSection={<Icon size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => setColorScheme(scheme)}
        >
          {say(word)}
        </Menu.Item>
      ))}
    </>
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
