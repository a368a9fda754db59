/**
 * API keys: one's own, and for who may those of service accounts and of everyone.
 *
 * Never: a key that was made before; there is none to show.
 */
import { getRouteApi } from "@tanstack/react-router";

import { useKeys } from "../../api/keys";
import { Choices } from "../../parts/Choices";
import { Empty } from "../../parts/Empty";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { ShowMore } from "../../parts/ShowMore";
import { say } from "../../words";
import { KEYS_OF } from "../searches";
import { useMe } from "../useMe";
import { Accounts } from "./Accounts";
import { CreateKey } from "./CreateKey";
import { KeyEntry } from "./KeyEntry";
import styles from "./Keys.module.css";

const route = getRouteApi("/keys");
const NEEDS = { me: "me:read", services: "service-accounts:write", everyone: "keys:write" };
const WORDS = {
  me: "apiKeys.mine",
  services: "apiKeys.services",
  everyone: "apiKeys.everyone",
} as const;

export function Keys() {
  const { of = "me" } = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe();
  const views = KEYS_OF.filter((one) => me.permissions.includes(NEEDS[one]));
  return (
    <Page title={say("apiKeys.title")} actions={of === "me" && <CreateKey />}>
      {views.length > 1 && (
        <div>
          <Choices
            label={say("apiKeys.view")}
            value={of}
            choices={views.map((value) => ({ value, label: say(WORDS[value]) }))}
            onChange={(next) =>
              void navigate({ search: next === "me" ? {} : { of: next }, replace: true })
            }
          />
        </div>
      )}
      {of === "me" && <p className={styles["intro"]}>{say("apiKeys.intro")}</p>}
      {of === "services" && <Accounts />}
      <List of={of} />
    </Page>
  );
}

function List({ of }: { readonly of: (typeof KEYS_OF)[number] }) {
  const found = useKeys(of);
  const { keys } = found;
  if (keys === undefined) return <NotYet error={found.error} />;
  if (keys.length === 0)
    return (
      <Empty title={say("apiKeys.empty")}>{of === "me" && <p>{say("apiKeys.emptyMore")}</p>}</Empty>
    );
  return (
    <section className={styles["part"]}>
      {of === "services" && <h2>{say("apiKeys.keysOf")}</h2>}
      <ListOf label={say(WORDS[of])} items={keys} keyOf={({ id }) => id}>
        {(one) => <KeyEntry apiKey={one} />}
      </ListOf>
      <ShowMore of={found} />
    </section>
  );
}
