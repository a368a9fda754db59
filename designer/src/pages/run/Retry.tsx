/**
 * Lets a run that has failed or was cancelled go on, from the task that a person chooses.
 *
 * Never: begun before it is said which calls that repeats, or with a version that doesn't fit.
 */
import { useState } from "react";

import { type RetryPlan, useRetry, useRetryPlan } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { type Chosen, NOTHING_CHOSEN, textsOf } from "../../model/retryPlan";
import { Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { jsonFault, jsonText } from "./jsonText";
import { Question } from "./Question";
import { Reason, reasonFault } from "./Reason";
import { RetryChoices } from "./RetryChoices";
import { RetryOutlook } from "./RetryOutlook";
import { useKey } from "./useKey";

type Props = {
  readonly run: RunShown;
  readonly visit: string | undefined;
  readonly version?: string | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Retry({ run, visit, version, onClose, onDone }: Props) {
  const [chosen, choose] = useState<Chosen>({ ...NOTHING_CHOSEN, visit, version });
  const [isChecked, check] = useState(false);
  const plan = useRetryPlan(run.id, chosen);
  const given = useRetry(run.id);
  const keyOf = useKey();
  const shown = plan.data;
  const fits = shown?.differences.length === 0 && !plan.isPlaceholderData && !plan.isError;
  const send = () => {
    check(true);
    if (shown === undefined || Object.keys(faultsOf(chosen, shown)).length > 0) return;
    const wanted = wantedOf(chosen, shown);
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: onDone, onError: () => void plan.refetch() },
    );
  };
  return (
    <Question
      title={say("retry.title")}
      submit={say("retry.submit")}
      given={given}
      large
      blocked={!fits}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say("retry.more")}</p>
      {plan.isError && !given.isError && <Trouble error={plan.error} />}
      {shown === undefined && plan.isPending && <Loading label={say("page.loading")} />}
      {shown !== undefined && (
        <>
          <RetryChoices
            run={run}
            plan={shown}
            chosen={chosen}
            faults={isChecked ? faultsOf(chosen, shown) : {}}
            onChange={choose}
          />
          <RetryOutlook plan={shown} />
          <Reason
            value={chosen.reason}
            required={{ fault: isChecked ? reasonFault(chosen.reason) : undefined }}
            onChange={(reason) => choose({ ...chosen, reason })}
          />
        </>
      )}
    </Question>
  );
}

export type Faults = Readonly<Partial<Record<"input" | "output" | "context" | "reason", string>>>;

function faultsOf(chosen: Chosen, plan: RetryPlan): Faults {
  const texts = Object.entries(textsOf(chosen, plan));
  const faults = [
    ...texts.map(([name, text]) => [name, jsonFault(text)] as const),
    ["reason", reasonFault(chosen.reason)] as const,
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined));
}

function wantedOf(chosen: Chosen, plan: RetryPlan) {
  const texts = Object.entries(textsOf(chosen, plan)).map(([name, typed]) => {
    const text = jsonText(typed);
    return [name, text.ok ? text.text : typed];
  });
  return {
    // What was looked at, also where nothing was chosen: it may fail elsewhere meanwhile.
    visit: plan.visit,
    version: chosen.version,
    reason: chosen.reason.trim(),
    ...(Object.fromEntries(texts) as ReturnType<typeof textsOf>),
  };
}
