/**
 * One key in the list: what it is for, what it may do, until when, when it was used last.
 *
 * Never: done to a key what would be refused; another person's key is only revoked.
 */
import { useState } from "react";

import { type ApiKey, useRevokeKey } from "../../api/keys";
import { Button } from "../../parts/Button";
import { Row, RowDeeds, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { Question } from "../run/Question";
import { useMe } from "../useMe";
import { RotateKey } from "./RotateKey";

type Props = { readonly apiKey: ApiKey };

export function KeyEntry({ apiKey }: Props) {
  const { name, prefix, person, scopes, networks } = apiKey;
  const me = useMe();
  return (
    <Row>
      <RowWords>
        <RowTitle>
          <bdi>{name}</bdi>
          {apiKey.expired && <Tag>{say("apiKeys.ended")}</Tag>}
          {apiKey.successor !== null && <Tag>{say("apiKeys.rotated")}</Tag>}
        </RowTitle>
        <RowMore>
          <code dir="ltr">{prefix}…</code>
          {person.id !== me.id && <span>{say("apiKeys.of", { name: person.name })}</span>}
          <code dir="ltr">{scopes.join(" ")}</code>
          {networks.length > 0 && (
            <span>{say("apiKeys.onlyFrom", { networks: networks.join(say("list.comma")) })}</span>
          )}
        </RowMore>
        <Times apiKey={apiKey} />
      </RowWords>
      <RowDeeds>
        <Deeds apiKey={apiKey} />
      </RowDeeds>
    </Row>
  );
}

function Times({ apiKey }: Props) {
  const { expiresAt, expired, lastUsedAt, lastUsedFrom } = apiKey;
  return (
    <RowMore>
      {!expired && (
        <span>
          {expiresAt === null
            ? say("apiKeys.noEnd")
            : say("apiKeys.ends", { moment: exactly(expiresAt) })}
        </span>
      )}
      {lastUsedAt === null ? (
        <span>{say("apiKeys.never")}</span>
      ) : (
        <span>
          {say("apiKeys.used")} <Ago moment={lastUsedAt} />
          {lastUsedFrom !== null && lastUsedFrom !== "" && (
            <> {say("apiKeys.from", { address: lastUsedFrom })}</>
          )}
        </span>
      )}
    </RowMore>
  );
}

function Deeds({ apiKey }: Props) {
  const [asking, ask] = useState<"rotate" | "revoke">();
  const leaveFocusTo = useFocusBack(asking !== undefined);
  const me = useMe();
  const { name, person, expired, successor } = apiKey;
  const mayRotate =
    (person.id === me.id || person.kind === "service") && !expired && successor === null;
  const close = () => ask(undefined);
  const gone = () => {
    leaveFocusTo(document.querySelector("h1"));
    close();
  };
  return (
    <>
      {mayRotate && (
        <Button aria-label={say("apiKeys.rotateLabel", { name })} onClick={() => ask("rotate")}>
          {say("apiKeys.rotate")}
        </Button>
      )}
      <Button aria-label={say("apiKeys.revokeLabel", { name })} onClick={() => ask("revoke")}>
        {say("apiKeys.revoke")}
      </Button>
      {asking === "rotate" && <RotateKey apiKey={apiKey} onClose={close} />}
      {asking === "revoke" && <Revoke apiKey={apiKey} onClose={close} onDone={gone} />}
    </>
  );
}

type RevokeProps = Props & { readonly onClose: () => void; readonly onDone: () => void };

function Revoke({ apiKey: { id, name }, onClose, onDone }: RevokeProps) {
  const given = useRevokeKey(id);
  return (
    <Question
      title={say("apiKeys.revokeTitle", { name })}
      submit={say("apiKeys.revoke")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>{say("apiKeys.revokeMore")}</p>
    </Question>
  );
}
