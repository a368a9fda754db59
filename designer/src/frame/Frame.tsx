/**
 * What stands around every page: where one can go, as whom, and whether the page is live.
 *
 * Never: louder than the page in it.
 */
import { useMediaQuery } from "@mantine/hooks";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { useInbox } from "../api/approvals";
import { useFeed } from "../api/feed";
import { useLiveness } from "../api/live";
import { type Me, useEndSession } from "../api/session";
import { Loading } from "../parts/Empty";
import { useFocusBack } from "../parts/useFocusBack";
import { Guide } from "../guide/Guide";
import { say } from "../words";
import { Connection } from "./Connection";
import styles from "./Frame.module.css";
import { usePages } from "./navigation";
import { Side } from "./Side";
import { StillIn } from "./StillIn";
import { Toasts } from "./Toasts";
import { Top } from "./Top";
import { useKeys } from "../parts/useKeys";

const Palette = lazy(async () => ({ default: (await import("./Palette")).Palette }));
const Keys = lazy(async () => ({ default: (await import("./Keys")).Keys }));

/** As in the style: below it the navigation lies at the lower edge. */
const NARROW = "(max-width: 59.99rem)";

function focusSearch(): void {
  document.querySelector<HTMLInputElement>("input[data-search]")?.focus();
}

export function Frame({ me }: { readonly me: Me }) {
  useFeed(me.id);
  useInbox();
  useLiveness(useEndSession());
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [over, lay] = useState<"palette" | "keys">();
  useFocusBack(over !== undefined);
  const navigate = useNavigate();
  const pages = usePages();
  const find = () => lay("palette");
  const help = () => lay("keys");
  const close = () => lay(undefined);
  useKeys([
    { keys: ["mod+k"], action: over === "palette" ? close : find },
    { keys: ["?"], action: help },
    { keys: ["/"], action: focusSearch },
    ...pages.map((page) => ({
      keys: page.keys,
      action: () => void navigate({ to: page.to }),
    })),
  ]);
  const bar = { me, onFind: find, onKeys: help };
  return (
    <div className={styles["frame"]} data-narrow={narrow || undefined}>
      <a className={styles["skip"]} href="#content">
        {say("page.skip")}
      </a>
      {narrow ? <Top {...bar} /> : <Side {...bar} />}
      <Guide />
      <main id="content" tabIndex={-1} className={styles["content"]}>
        <Connection />
        <StillIn />
        <Suspense fallback={<Loading label={say("page.loading")} />}>
          <Outlet />
        </Suspense>
      </main>
      <Toasts />
      <Suspense>
        {over === "palette" && <Palette onClose={close} onKeys={help} />}
        {over === "keys" && <Keys onClose={close} />}
      </Suspense>
    </div>
  );
}
