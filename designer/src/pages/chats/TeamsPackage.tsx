/**
 * The app for Teams as a file, and how it comes to everybody.
 *
 * Never: offered before the bot's id is known, which stands in it.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type ChatApp, packageOf } from "../../api/chats";
import buttons from "../../parts/Button.module.css";
import { DownloadIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { Elsewhere } from "./Elsewhere";
import { Places } from "./Places";
import { isInstalled } from "./standing";

const LONGEST_NAME = 30;
const ADMIN_CENTRE = "https://admin.teams.microsoft.com/policies/manage-apps";

export function TeamsPackage({ app }: { readonly app: ChatApp | null }) {
  if (app?.ready !== true)
    return <p className={styles["soft"]}>{say("teamsSetUp.package.notYet")}</p>;
  return (
    <>
      {isInstalled(app) && <Places kind="teams" places={app.places} />}
      <p>{say("teamsSetUp.package.more")}</p>
      <Download />
      <ol className={styles["turns"]}>
        <li>
          <p>{say("teamsSetUp.package.upload")}</p>
          <p>
            <Elsewhere to={ADMIN_CENTRE}>{say("teamsSetUp.package.open")}</Elsewhere>
          </p>
        </li>
        <li>{say("teamsSetUp.package.allow")}</li>
      </ol>
      <p className={styles["soft"]}>{say("teamsSetUp.package.wait")}</p>
      <p className={styles["soft"]}>{say("teamsSetUp.package.alone")}</p>
    </>
  );
}

function Download() {
  const [name, setName] = useState(say("chats.appName"));
  const given = name.trim() === "" ? say("chats.appName") : name.trim();
  return (
    <div className={styles["form"]}>
      <TextInput
        label={say("teamsSetUp.package.name")}
        description={say("teamsSetUp.package.nameMore")}
        value={name}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <p>
        <a className={buttons["main"]} href={packageOf(given)} download>
          <DownloadIcon size={16} stroke={1.7} aria-hidden="true" />
          {say("teamsSetUp.package.deed")}
        </a>
      </p>
    </div>
  );
}
