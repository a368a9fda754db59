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

function Gate() {
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
  return me.data === null ? <SignIn ended={ended} /> : <Pages key={me.data.id} me={me.data} />;
}

/** A router for each person: nothing of one is shown to the next. */
function Pages({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const [router] = useState(() => makeRouter({ me, client }));
  return <RouterProvider router={router} context={{ me, client }} />;
}
