/**
 * What somebody would get: the line in the tray, and the mail as it looks.
 *
 * Never: a script, a link that is followed or a form within the mail; its frame has no rights.
 */
import type { Language, Preview } from "../../api/templates";
import { say } from "../../words";
import styles from "./Templates.module.css";

type Props = { readonly language: Language; readonly shown: Preview | undefined };

export function Mail({ language, shown }: Props) {
  if (shown === undefined || shown.faults.length > 0) return null;
  const { subject, text, html } = shown;
  return (
    <div className={styles["tried"]}>
      <h3>{say("templates.tray")}</h3>
      <p className={styles["tray"]} dir="auto" lang={language}>
        <b>{subject}</b> <span className={styles["soft"]}>{text}</span>
      </p>
      <h3>{say("templates.mail")}</h3>
      <iframe
        className={styles["mail"]}
        title={say("templates.previewOf", { language: say(`templates.${language}`) })}
        sandbox=""
        srcDoc={html}
      />
    </div>
  );
}
