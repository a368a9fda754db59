/**
 * Where one is and as whom.
 *
 * Never: taller than a line; it is the frame, not the picture.
 */
import { type Me, useSignOut } from "../api/session";
import { Button } from "../parts/Button";
import { Sign } from "../parts/Sign";
import { say, sayOr } from "../words";
import styles from "./Header.module.css";

export function Header({ me }: { readonly me: Me }) {
  const signOut = useSignOut();
  const roles = me.roles.map((role) => sayOr("roles", role));
  return (
    <header className={styles["header"]}>
      <h1 className={styles["brand"]}>
        <Sign />
        {say("page.title")}
      </h1>
      <p className={styles["tenant"]}>
        <span className="unseen">{say("header.tenant")} </span>
        {me.tenant.slug}
      </p>
      <p className={styles["person"]}>
        <span className="unseen">{say("header.person")} </span>
        <span className={styles["name"]}>{me.name}</span>
        <span className={styles["roles"]}>
          {new Intl.ListFormat(undefined, { type: "unit" }).format(roles)}
        </span>
      </p>
      <Button
        look="quiet"
        busy={signOut.isPending}
        onClick={() => {
          signOut.mutate();
        }}
      >
        {say("header.signOut")}
      </Button>
    </header>
  );
}
