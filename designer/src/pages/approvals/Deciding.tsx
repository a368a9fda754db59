/**
 * The decision: its form, its comment, and a button for each way to decide.
 *
 * Never: sent without what the chosen way needs; the others need less.
 */
import { NativeSelect } from "@mantine/core";
import { useRef, useState } from "react";

import type { ApprovalWhole, useAct } from "../../api/approvals";
import { SchemaForm } from "../../forms/SchemaForm";
import { useForm } from "../../forms/useForm";
import { type Decision, standsInFor } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { useKeys } from "../../parts/useKeys";
import { locale, say } from "../../words";
import styles from "./Approval.module.css";
import { Comment } from "./Comment";
import { saidOf, schemaOf, valuesOf } from "./fields";
import { labelOf } from "./said";

type Props = { readonly approval: ApprovalWhole; readonly act: ReturnType<typeof useAct> };

export function Deciding({ approval, act }: Props) {
  const { decisions, me } = approval;
  const { form, comment, write, lacking, field, whom, setWhom, decide } = useDecision(
    approval,
    act,
  );
  useKeys([
    { keys: ["a"], action: () => decide(decisions[0]) },
    { keys: ["r"], action: () => decide(decisions[1]) },
  ]);
  const given = act.isPending && act.variables.kind === "decision" ? act.variables : undefined;
  return (
    <section className={styles["deciding"]} aria-label={say("approval.decide")}>
      {approval.form !== null && (
        <>
          <h2>{say("approval.fields")}</h2>
          <SchemaForm form={form} />
        </>
      )}
      {me.state !== "open" && <Whom approval={approval} value={whom} onChange={setWhom} />}
      {decisions.some((one) => one.comment !== "none") && (
        <Comment
          field={field}
          value={comment}
          more={needing(decisions)}
          fault={lacking && say("approval.needsComment", { decision: labelOf(lacking) })}
          onChange={write}
        />
      )}
      <div className={styles["ways"]}>
        {decisions.map((decision) => (
          <Button
            key={decision.name}
            look={decision.style === "primary" ? "main" : "plain"}
            data-style={decision.style}
            busy={given?.said.decision === decision.name}
            idle={act.isPending && given?.said.decision !== decision.name}
            onClick={() => decide(decision)}
          >
            {labelOf(decision)}
          </Button>
        ))}
      </div>
      {me.state !== "open" && <p className={styles["soft"]}>{say("approval.asDeputy")}</p>}
    </section>
  );
}

function useDecision(approval: ApprovalWhole, act: Props["act"]) {
  const form = useForm(schemaOf(approval), valuesOf(approval));
  const [comment, setComment] = useState("");
  const [lacking, setLacking] = useState<Decision>();
  const field = useRef<HTMLTextAreaElement>(null);
  const [whom, setWhom] = useState(() => standsInFor(approval));
  const write = (words: string) => {
    setComment(words);
    setLacking(undefined);
  };
  const decide = (decision: Decision | undefined) => {
    if (decision === undefined || act.isPending) return;
    const said = comment.trim();
    if (decision.comment === "required" && said === "") {
      setLacking(decision);
      field.current?.focus();
      return;
    }
    const fills = approval.form !== null && decision.goes === "on";
    if (fills && !(form.canBeRead() && form.check())) return;
    act.mutate({
      kind: "decision",
      said: {
        decision: decision.name,
        comment: said === "" || decision.comment === "none" ? null : said,
        standsInFor: whom ?? null,
        round: approval.round,
      },
      ...(fills && { fields: saidOf(approval, form.sent) }),
    });
  };
  return { form, comment, write, lacking, field, whom, setWhom, decide };
}

/** Which of them ask for a comment; nothing where none or each does. */
function needing(decisions: readonly Decision[]): string | undefined {
  const those = decisions.filter((one) => one.comment === "required").map(labelOf);
  if (those.length === 0) return say("approval.commentOptional");
  const names = new Intl.ListFormat(locale()).format(those);
  return say("approval.commentNeeded", { decisions: names });
}

type WhomProps = {
  readonly approval: ApprovalWhole;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
};

function Whom({ approval, value, onChange }: WhomProps) {
  const [first, ...others] = approval.me.standsInFor;
  if (first === undefined) return null;
  if (others.length === 0) return <p>{say("approval.onBehalf", { name: first.name })}</p>;
  return (
    <NativeSelect
      label={say("approval.whom")}
      data={approval.me.standsInFor.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? first.id}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
