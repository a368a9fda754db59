/**
 * The whole application: who has signed in sees the pages, everybody else the way in.
 *
 * Never: the form shown for a moment to somebody who has signed in already.
 */
import { type QueryClient, QueryClientProvider, useQueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";

import { type Me, useMe, useSessionEnded } from "../api/session";
import { Look } from "../look/Look";
import { Invitation } from "../pages/Invitation";
import { MustSetUp } from "../pages/me/MustSetUp";
import { NewPassword } from "../pages/NewPassword";
import { SignIn } from "../pages/SignIn";
import { Button } from "../parts/Button";
import { Loading } from "../parts/Empty";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import styles from "./App.module.css";
import { makeRouter } from "./routes";

type Props = { readonly direction: "ltr" | "rtl"; readonly client: QueryClient };

export function App({ direction, client }: Props) {
  return (
    <Look direction={direction}>
      <QueryClientProvider client={client}>
        <Gate />
      </QueryClientProvider>
    </Look>
  );
}

/** By a link that was sent; the token is in the fragment, which no server sees. */
const LINKS = { "/password": NewPassword, "/invitation": Invitation } as const;

function Gate() {
  const [path] = useState(() => location.pathname);
  const [token, setToken] = useState(() => (isLink(path) ? location.hash.slice(1) : ""));
  if (token === "" || !isLink(path)) return <Entry />;
  const Opened = LINKS[path];
  return (
    <Opened
      token={token}
      onDone={() => {
        history.replaceState(null, "", "/");
        setToken("");
      }}
    />
  );
}

function isLink(path: string): path is keyof typeof LINKS {
  return Object.hasOwn(LINKS, path);
}

function Entry() {
  const me = useMe();
  const ended = useSessionEnded();
  if (me.data === undefined) {
    return (
      <main className={styles["alone"]}>
        {me.isError ? (
          <Trouble
            error={me.error}
            action={<Button onClick={() => void me.refetch()}>{say("trouble.again")}</Button>}
          />
        ) : (
          <Loading label={say("page.loading")} />
        )}
      </main>
    );
  }
  if (me.data === null) return <SignIn ended={ended} />;
  if (me.data.secondFactorMissing) return <MustSetUp />;
  return <Pages key={me.data.id} me={me.data} />;
}

/** A router for each person: nothing of one is shown to the next. */
function Pages({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const [router] = useState(() => makeRouter({ me, client }));
  return <RouterProvider router={router} context={{ me, client }} />;
}
