/**
 * What else one can do about an approval: ask back, send it back, hand it on, withdraw it.
 *
 * Never: one that would be refused anyway; the API says what whoever looks can do.
 */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";

import type { Act, ApprovalWhole, useAct } from "../../api/approvals";
import { askedHere, standsInFor } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { PersonSelect } from "../PersonSelect";
import { Question } from "../run/Question";
import styles from "./Approval.module.css";
import { Comment } from "./Comment";

const DEEDS = ["ask", "send-back", "reassign", "withdraw"] as const;
type Deed = (typeof DEEDS)[number];
type Props = { readonly approval: ApprovalWhole; readonly act: ReturnType<typeof useAct> };

export function Deeds({ approval, act }: Props) {
  const [asking, ask] = useState<Deed>();
  const able = DEEDS.filter((one) => approval.can.includes(one));
  if (able.length === 0) return null;
  const isOpen = asking !== undefined && !act.isRecorded && !act.isSuccess;
  return (
    <div className={styles["deeds"]} role="group" aria-label={say("approval.more")}>
      {able.map((deed) => (
        <Button
          key={deed}
          look="quiet"
          idle={act.isPending}
          onClick={() => {
            act.reset();
            ask(deed);
          }}
        >
          {say(`approval.deeds.${deed}`)}
        </Button>
      ))}
      {isOpen && (
        <Ask
          deed={asking}
          approval={approval}
          act={act}
          onClose={() => {
            // What was refused has been read.
            if (act.isError) act.reset();
            ask(undefined);
          }}
        />
      )}
    </div>
  );
}

type AskProps = Props & { readonly deed: Deed; readonly onClose: () => void };

function Ask({ deed, approval, act, onClose }: AskProps) {
  const [words, setWords] = useState("");
  const [to, setTo] = useState("");
  const [instead, setInstead] = useState(() => whomOf(approval));
  const [isChecked, check] = useState(false);
  const isOptional = deed === "withdraw";
  const isSilent = !isOptional && words.trim() === "";
  const isNobody = deed === "reassign" && to === "";
  const send = () => {
    check(true);
    if (!isSilent && !isNobody) act.mutate(actOf(deed, approval, words.trim(), to, instead));
  };
  return (
    <Question
      title={say(`approval.deeds.${deed}`)}
      submit={say(`approval.deeds.${deed}`)}
      given={{ ...act, data: undefined }}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say(`approval.deedsMore.${deed}`)}</p>
      {deed === "reassign" && (
        <>
          <Instead approval={approval} value={instead} onChange={setInstead} />
          <PersonSelect
            label={say("approval.to")}
            value={to}
            onChange={(person) => setTo(person?.id ?? "")}
          />
          {isChecked && isNobody && (
            <p className={styles["fault"]} role="alert">
              {say("approval.toMissing")}
            </p>
          )}
        </>
      )}
      <Comment
        label={say(`approval.words.${deed}`)}
        value={words}
        required={!isOptional}
        fault={isChecked && isSilent ? say(`approval.missing.${deed}`) : undefined}
        first={deed !== "reassign"}
        onChange={setWords}
      />
    </Question>
  );
}

/** Whose place it is that somebody else takes; only who operates the process has to say. */
function whomOf(approval: ApprovalWhole): string | undefined {
  if (askedHere(approval) !== undefined) return standsInFor(approval);
  return approval.asked.find(({ state }) => state === "open")?.id;
}

type InsteadProps = {
  readonly approval: ApprovalWhole;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
};

function Instead({ approval, value, onChange }: InsteadProps) {
  if (askedHere(approval) === "me" || value === undefined) return null;
  const open = approval.asked.filter(({ state }) => state === "open");
  return (
    <NativeSelect
      label={say("approval.instead")}
      data={open.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function actOf(
  deed: Deed,
  approval: ApprovalWhole,
  words: string,
  to: string,
  instead: string | undefined,
): Act {
  const whom = standsInFor(approval) ?? null;
  const { round } = approval;
  switch (deed) {
    case "ask":
      return { kind: "question", said: { text: words, standsInFor: whom } };
    case "send-back":
      return { kind: "send-back", said: { comment: words, standsInFor: whom, round } };
    case "reassign":
      return { kind: "reassignment", said: { to, comment: words, instead: instead ?? null } };
    case "withdraw":
      return { kind: "withdrawal", said: { comment: words === "" ? null : words } };
  }
}
