/**
 * Buttons of the providers of identities by which one may sign in, and what became of it.
 *
 * Never: a word of why exactly a provider's person was not let in; administrators see that.
 */
import { beginningOf, useProvidersOffered } from "../api/providers";
import type { Arrival } from "../model/arrival";
import { Notice } from "../parts/Notice";
import { say, sayOr } from "../words";
import styles from "./SignIn.module.css";

type Props = { readonly arrival: Arrival };

export function ProviderTrouble({ problem }: { readonly problem: string }) {
  return (
    <Notice title={sayOr("signInProblems", problem)} remedy={sayOr("signInRemedies", problem)} />
  );
}

export function Providers({ arrival: { tenant, to } }: Props) {
  const { data } = useProvidersOffered(tenant);
  if (data === undefined || data.tenant === null || data.items.length === 0) return null;
  const slug = data.tenant;
  return (
    <nav className={styles["providers"]} aria-label={say("signIn.providers")}>
      {data.items.map(({ id, name }) => (
        <a key={id} href={beginningOf(slug, id, to)}>
          {say("signIn.byProvider", { name })}
        </a>
      ))}
    </nav>
  );
}
