/**
 * Offers the guide on the page where one begins: to begin it, or to go on with it.
 *
 * Never: once more after somebody has put it away; the menu has it then.
 */
import { useRouter } from "@tanstack/react-router";

import { Button } from "../parts/Button";
import { say } from "../words";
import styles from "./Guide.module.css";
import { addressOf } from "./progress";
import { putAway, show, useGuide, useGuideStore } from "./store";
import { useMayBeGuided } from "./useMayBeGuided";

export function Offer() {
  const store = useGuideStore();
  const isOffered = useGuide(({ stage }) => stage === "offered");
  const router = useRouter();
  const mayBeGuided = useMayBeGuided();
  if (!mayBeGuided || !isOffered) return null;
  const begin = () => {
    show(store);
    router.history.push(addressOf("name", store.getState()));
  };
  return (
    <section className={styles["offer"]} aria-label={say("guide.offerTitle")}>
      <div>
        <h2>{say("guide.offerTitle")}</h2>
        <p>{say("guide.offerText")}</p>
      </div>
      <div className={styles["deeds"]}>
        <Button look="main" onClick={begin}>
          {say("guide.offerBegin")}
        </Button>
        <Button look="quiet" onClick={() => putAway(store)}>
          {say("guide.offerLater")}
        </Button>
      </div>
    </section>
  );
}
