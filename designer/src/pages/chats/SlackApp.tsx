/**
 * The app at Slack, made from our manifest: opened there, copied or saved.
 *
 * Never: a permission that is asked for without being named here.
 */
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { type ChatApp, type Manifest, useManifest } from "../../api/chats";
import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { DownloadIcon } from "../../parts/icons";
import { NotYet } from "../../parts/NotYet";
import { fileOf, saveFile } from "../../parts/saveFile";
import { say, sayOr } from "../../words";
import styles from "./Chats.module.css";
import { Elsewhere } from "./Elsewhere";

const LONGEST_NAME = 35;
const TYPING_MS = 300;
const APPS = "https://api.slack.com/apps";

export function SlackApp({ app }: { readonly app: ChatApp }) {
  const [name, setName] = useState(say("chats.appName"));
  const [asked] = useDebouncedValue(name.trim(), TYPING_MS);
  const { data, error } = useManifest(asked === "" ? say("chats.appName") : asked, app.socket);
  return (
    <>
      <p>{say("slackSetUp.app.more")}</p>
      <div className={styles["form"]}>
        <TextInput
          label={say("slackSetUp.app.name")}
          description={say("slackSetUp.app.nameMore")}
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </div>
      {data === undefined ? <NotYet error={error} /> : <Made manifest={data} />}
    </>
  );
}

function Made({ manifest: { manifest, link, scopes } }: { readonly manifest: Manifest }) {
  const text = JSON.stringify(manifest, undefined, 2);
  return (
    <>
      <p className={styles["line"]}>
        <Elsewhere to={link} look="main">
          {say("slackSetUp.app.open")}
        </Elsewhere>
        <Elsewhere to={APPS} look="quiet">
          {say("slackSetUp.app.yourApps")}
        </Elsewhere>
      </p>
      <details className={styles["folded"]}>
        <summary>{say("slackSetUp.app.scopes")}</summary>
        <ul className={styles["bullets"]}>
          {Object.keys(scopes).map((scope) => (
            <li key={scope}>
              {sayOr("chatScopes", scope)} <code dir="ltr">{scope}</code>
            </li>
          ))}
        </ul>
      </details>
      <details className={styles["folded"]}>
        <summary>{say("slackSetUp.app.see")}</summary>
        <p>{say("slackSetUp.app.orCopy")}</p>
        <p className={styles["line"]}>
          <CopyButton name={say("slackSetUp.app.copy")} text={() => text} />
          <Button look="quiet" onClick={() => saveFile(fileOf("slack", "manifest"), text)}>
            <DownloadIcon size={14} stroke={1.8} aria-hidden="true" />
            {say("slackSetUp.app.save")}
          </Button>
        </p>
        <pre className={styles["code"]} dir="ltr" tabIndex={0}>
          {text}
        </pre>
      </details>
    </>
  );
}
