/**
 * What was sent to an endpoint, how that went, and what can be sent again.
 *
 * Never: asked for before somebody opens it.
 */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";

import { type Delivery, type DeliveryState, useDeliveries, useSendAgain } from "../../api/webhooks";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { ShowMore } from "../../parts/ShowMore";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { typeWord } from "./types";
import styles from "./Webhooks.module.css";

const STATES = ["queued", "sent", "dead", "failed"] as const;

type Props = { readonly id: string; readonly dead: number };

export function Deliveries({ id, dead }: Props) {
  const [isOpen, open] = useState(false);
  return (
    <details onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{say("webhooks.deliveries")}</summary>
      {isOpen && <Opened id={id} dead={dead} />}
    </details>
  );
}

function Opened({ id, dead }: Props) {
  const [state, setState] = useState<DeliveryState>();
  const { deliveries, error, ...pages } = useDeliveries(id, state);
  const again = useSendAgain(id);
  return (
    <div className={styles["sent"]}>
      <div className={styles["line"]}>
        <NativeSelect
          aria-label={say("webhooks.filter")}
          data={[
            { value: "", label: say("webhooks.anyState") },
            ...STATES.map((value) => ({ value, label: say(`webhooks.states.${value}`) })),
          ]}
          value={state ?? ""}
          onChange={({ currentTarget }) =>
            setState(STATES.find((one) => one === currentTarget.value))
          }
        />
        {dead > 0 && (
          <Button busy={again.isPending} onClick={() => again.mutate(undefined)}>
            {say("webhooks.allAgain")}
          </Button>
        )}
      </div>
      {again.data !== undefined && (
        <p role="status">{say("webhooks.againDone", { count: again.data.count })}</p>
      )}
      {again.error !== null && <Trouble error={again.error} done />}
      {deliveries === undefined ? (
        <NotYet error={error} />
      ) : (
        <Lines
          deliveries={deliveries}
          busy={again.isPending}
          onAgain={(delivery) => again.mutate(delivery)}
        />
      )}
      <ShowMore of={pages} />
    </div>
  );
}

type LinesProps = {
  readonly deliveries: readonly Delivery[];
  readonly busy: boolean;
  readonly onAgain: (delivery: string) => void;
};

function Lines({ deliveries, busy, onAgain }: LinesProps) {
  if (deliveries.length === 0) return <p>{say("webhooks.nothingSent")}</p>;
  return (
    <ul className={styles["lines"]} aria-label={say("webhooks.deliveries")}>
      {deliveries.map((delivery) => (
        <li key={delivery.id} className={styles["delivery"]}>
          <Line delivery={delivery} />
          {delivery.state === "dead" && (
            <Button
              look="quiet"
              idle={busy}
              aria-label={say("webhooks.againOf")}
              onClick={() => onAgain(delivery.id)}
            >
              {say("webhooks.again")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Line({ delivery }: { readonly delivery: Delivery }) {
  const { id, type, state, attempts, status, answer, trouble, createdAt, nextAt } = delivery;
  return (
    <div className={styles["what"]}>
      <p className={styles["line"]}>
        <span>{typeWord(type)}</span>
        <Tag>{say(`webhooks.states.${state}`)}</Tag>
        {status !== null && (
          <span className={styles["soft"]}>
            {say("webhooks.status", { status: String(status) })}
          </span>
        )}
      </p>
      <p className={`${styles["line"] ?? ""} ${styles["soft"] ?? ""}`}>
        <Ago moment={createdAt} />
        {attempts > 0 && <span>{say("webhooks.attempts", { count: attempts })}</span>}
        {nextAt !== null && (
          <span>
            {say("webhooks.nextTry")} <Ago moment={nextAt} />
          </span>
        )}
        <code dir="ltr">{id}</code>
      </p>
      {trouble !== null && <p className={styles["soft"]}>{trouble}</p>}
      {answer !== "" && (
        <pre className={styles["answer"]} dir="auto">
          {answer}
        </pre>
      )}
    </div>
  );
}
