/**
 * What everybody sees who has not got in yet.
 *
 * Never: a language that can't be changed before one has got in.
 */
import type { ReactNode } from "react";

import { Button } from "../parts/Button";
import { Sign } from "../parts/Sign";
import { say } from "../words";
import { chooseLanguage, chosenLanguage, type Language, LANGUAGES } from "../words/languages";
import styles from "./SignIn.module.css";

type WelcomeProps = { readonly title: string; readonly children: ReactNode };

export function Welcome({ title, children }: WelcomeProps) {
  return (
    <main className={styles["page"]}>
      <div className={styles["claim"]}>
        <p className={styles["brand"]}>
          <Sign size="large" />
          {say("page.title")}
        </p>
        <p className={styles["promise"]}>{say("signIn.claim")}</p>
      </div>
      <div className={styles["side"]}>
        <div className={styles["box"]}>
          <h1>{title}</h1>
          {children}
          <Languages />
        </div>
      </div>
    </main>
  );
}

function Languages() {
  return (
    <ul className={styles["languages"]} aria-label={say("signIn.language")}>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <li key={language}>
          <Button
            look="quiet"
            lang={language}
            aria-pressed={language === chosenLanguage()}
            onClick={() => chooseLanguage(language)}
          >
            {LANGUAGES[language].name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
