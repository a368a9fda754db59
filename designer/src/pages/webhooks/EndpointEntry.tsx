/**
 * One endpoint: where it leads, how it does, and what can be done with it.
 *
 * Never: taken away by one press.
 */
import { useState } from "react";

import { type Endpoint, usePutEndpoint, useTestEndpoint } from "../../api/webhooks";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { RowMore } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { Deliveries } from "./Deliveries";
import { ChangeEndpoint, RemoveEndpoint, RotateSecret } from "./Questions";
import { saidOf, summaryOf } from "./types";
import styles from "./Webhooks.module.css";

type Props = { readonly endpoint: Endpoint };

export function EndpointEntry({ endpoint }: Props) {
  const { id, url, description, processes } = endpoint;
  return (
    <article className={styles["entry"]} aria-label={description || url}>
      <p className={styles["line"]}>
        <strong className={styles["name"]}>
          <bdi>{description || url}</bdi>
        </strong>
        <Standing endpoint={endpoint} />
      </p>
      <RowMore>
        <bdi dir="ltr" className={styles["name"]}>
          {url}
        </bdi>
        <span>{summaryOf(endpoint)}</span>
        {processes.length > 0 && (
          <span>
            {say("webhooks.processes")} <bdi dir="ltr">{processes.join(", ")}</bdi>
          </span>
        )}
      </RowMore>
      <Why endpoint={endpoint} />
      <Deeds endpoint={endpoint} />
      <Deliveries id={id} dead={endpoint.dead} />
    </article>
  );
}

function Standing({ endpoint: { status, failingSince, waiting, dead } }: Props) {
  return (
    <>
      {status === "on" && <Tag>{say("webhooks.on")}</Tag>}
      {status === "off" && <Tag>{say("webhooks.off")}</Tag>}
      {status === "failing" && failingSince !== null && (
        <Tag>{say("webhooks.failing", { when: exactly(failingSince) })}</Tag>
      )}
      {waiting > 0 && <Tag>{say("webhooks.waiting", { count: waiting })}</Tag>}
      {dead > 0 && <Tag>{say("webhooks.dead", { count: dead })}</Tag>}
    </>
  );
}

function Why({ endpoint: { offWhy, oldSecretUntil } }: Props) {
  return (
    <>
      {offWhy !== null && (
        <Notice
          title={say(offWhy === "gone" ? "webhooks.gone" : "webhooks.failed")}
          remedy={say("webhooks.onAgain")}
        />
      )}
      {oldSecretUntil !== null && (
        <p className={styles["soft"]}>
          {say("webhooks.oldUntil", { when: exactly(oldSecretUntil) })}
        </p>
      )}
    </>
  );
}

function Deeds({ endpoint }: Props) {
  const { id, enabled } = endpoint;
  const [asked, ask] = useState<"change" | "rotate" | "remove">();
  useFocusBack(asked !== undefined);
  const test = useTestEndpoint(id);
  const put = usePutEndpoint(id);
  const shut = () => ask(undefined);
  const error = test.error ?? put.error;
  return (
    <>
      <div className={styles["line"]}>
        <Button busy={test.isPending} onClick={() => test.mutate(undefined)}>
          {say("webhooks.test")}
        </Button>
        <Button onClick={() => ask("change")}>{say("webhooks.change")}</Button>
        <Button
          busy={put.isPending}
          onClick={() => put.mutate({ ...saidOf(endpoint), enabled: !enabled })}
        >
          {say(enabled ? "webhooks.disable" : "webhooks.enable")}
        </Button>
        <Button look="quiet" onClick={() => ask("rotate")}>
          {say("webhooks.rotate")}
        </Button>
        <Button look="quiet" onClick={() => ask("remove")}>
          {say("webhooks.remove")}
        </Button>
      </div>
      {test.data !== undefined && <Tested said={test.data} />}
      {error !== null && <Trouble error={error} done />}
      {asked === "change" && <ChangeEndpoint endpoint={endpoint} onClose={shut} />}
      {asked === "rotate" && <RotateSecret id={id} onClose={shut} />}
      {asked === "remove" && <RemoveEndpoint id={id} onClose={shut} />}
    </>
  );
}

type TestedProps = {
  readonly said: NonNullable<ReturnType<typeof useTestEndpoint>["data"]>;
};

function Tested({ said: { works, status, answer, trouble } }: TestedProps) {
  const given = { status: String(status) };
  return (
    <>
      {works && <p role="status">{say("webhooks.works", given)}</p>}
      {!works && status !== null && (
        <Notice title={say("webhooks.refused", given)} remedy={say("webhooks.refusedMore")} />
      )}
      {status === null && <Notice title={trouble ?? ""} remedy={say("webhooks.noAnswerMore")} />}
      {answer !== "" && (
        <div>
          <p className={styles["soft"]}>{say("webhooks.answer")}</p>
          <pre className={styles["answer"]} dir="auto">
            {answer}
          </pre>
        </div>
      )}
    </>
  );
}
