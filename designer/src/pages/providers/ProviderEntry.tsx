/**
 * One provider: what it is, whether it works, and what can be done with it.
 *
 * Never: taken away by one press.
 */
import { useState } from "react";

import {
  type Provider,
  useCheckProvider,
  usePutProvider,
  useRemoveProvider,
} from "../../api/providers";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { RowMore } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "../run/Question";
import { saidOf } from "./presets";
import styles from "./Providers.module.css";
import { ProviderForm } from "./ProviderForm";

type Props = { readonly provider: Provider };

export function ProviderEntry({ provider }: Props) {
  const { id, name, issuer, people, enabled } = provider;
  const [asked, ask] = useState<"change" | "remove">();
  useFocusBack(asked !== undefined);
  const check = useCheckProvider(id);
  const put = usePutProvider(id);
  const toggle = () => put.mutate({ ...saidOf(provider), enabled: !enabled });
  return (
    <article className={styles["entry"]} aria-label={name}>
      <p className={styles["line"]}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        {!enabled && <Tag>{say("providers.off")}</Tag>}
      </p>
      <RowMore>
        <bdi dir="ltr">{issuer}</bdi>
        <span>{say("providers.people", { count: people })}</span>
      </RowMore>
      <div className={styles["line"]}>
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          {say("providers.check")}
        </Button>
        <Button onClick={() => ask("change")}>{say("providers.change")}</Button>
        <Button busy={put.isPending} onClick={toggle}>
          {say(enabled ? "providers.disable" : "providers.enable")}
        </Button>
        <Button look="quiet" onClick={() => ask("remove")}>
          {say("providers.remove")}
        </Button>
      </div>
      {check.data?.works === true && <p role="status">{say("providers.works")}</p>}
      {check.data?.works === false && (
        <Notice title={check.data.trouble ?? ""} remedy={check.data.remedy ?? undefined} />
      )}
      {(check.error ?? put.error) !== null && <Trouble error={check.error ?? put.error} done />}
      {asked === "change" && <ProviderForm provider={provider} onClose={() => ask(undefined)} />}
      {asked === "remove" && <Remove provider={provider} onClose={() => ask(undefined)} />}
    </article>
  );
}

function Remove({ provider, onClose }: Props & { readonly onClose: () => void }) {
  const given = useRemoveProvider(provider.id);
  return (
    <Question
      title={say("providers.removeTitle", { name: provider.name })}
      submit={say("providers.remove")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("providers.removeMore", { count: provider.people })}</p>
    </Question>
  );
}
