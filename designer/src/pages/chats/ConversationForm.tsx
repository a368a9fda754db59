/**
 * Adds a conversation in which many read, or changes one.
 *
 * Never: sent while something is missing that the form can see itself.
 */
import { NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";

import { type Conversation, type ConversationWanted, usePutConversation } from "../../api/chats";
import { conversationIn } from "../../model/conversations";
import { say } from "../../words";
import { chosenLanguage, isLanguage, type Language, LANGUAGES } from "../../words/languages";
import { Question } from "../run/Question";
import { ConversationField } from "./ConversationField";
import { type Place, saidOf } from "./shown";
import { ON } from "./standing";
import { isWhich, Which } from "./Which";

type ConversationKind = Conversation["kind"];
type Props = {
  /** One that is there. */
  readonly conversation?: Conversation;
  /** Among which one may choose. */
  readonly kinds: readonly ConversationKind[];
  readonly places: readonly Place[];
  readonly onClose: () => void;
};
type Said = ConversationWanted & { readonly processes: string; readonly language: Language };

export function ConversationForm({ conversation, kinds, places, onClose }: Props) {
  const given = usePutConversation(conversation?.id);
  const [said, setSaid] = useState<Said>(() =>
    conversation === undefined ? firstOf(kinds, places) : saidOf(conversation),
  );
  const [isTried, setTried] = useState(false);
  const change = (some: Partial<Said>) => setSaid({ ...said, ...some });
  const isNew = conversation === undefined;
  const missing = missingOf(said, isNew);
  const fault = (name: string) =>
    isTried && missing.includes(name) ? say("conversations.needed") : undefined;
  const send = () => {
    setTried(true);
    if (missing.length === 0) given.mutate(wantedOf(said), { onSuccess: onClose });
  };
  const part = { said, change, fault };
  return (
    <Question
      title={say(isNew ? "conversations.new" : "conversations.changeTitle")}
      submit={say("conversations.save")}
      given={given}
      large
      onSubmit={send}
      onClose={onClose}
    >
      {kinds.length > 1 && (
        <NativeSelect
          label={say("conversations.kind")}
          data={kinds.map((value) => ({ value, label: say(`chats.kinds.${value}`) }))}
          value={said.kind}
          onChange={({ currentTarget }) =>
            change(whereIn(kindIn(kinds, currentTarget.value), places))
          }
        />
      )}
      {said.kind === "workflows" ? (
        <Webhook {...part} isNew={isNew} />
      ) : (
        <Where {...part} kind={said.kind} places={places} />
      )}
      <TextInput
        label={say("conversations.name")}
        description={say("conversations.nameMore")}
        value={said.name}
        error={fault("name")}
        maxLength={200}
        autoComplete="off"
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <Which
        value={said.processes}
        fault={fault("processes")}
        onChange={(processes) => change({ processes })}
      />
      <NativeSelect
        label={say("conversations.language")}
        data={Object.entries(LANGUAGES).map(([value, { name }]) => ({ value, label: name }))}
        value={said.language}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) change({ language: value });
        }}
      />
    </Question>
  );
}

type PartProps = {
  readonly said: Said;
  readonly change: (some: Partial<Said>) => void;
  readonly fault: (name: string) => string | undefined;
};

type WhereProps = PartProps & {
  readonly kind: "slack" | "teams";
  readonly places: readonly Place[];
};

function Where({ said, change, fault, kind, places }: WhereProps) {
  const own = places.filter((place) => place.kind === kind && place.state === ON);
  if (own.length === 0) return <p role="status">{say("conversations.noPlace")}</p>;
  return (
    <>
      {own.length > 1 && (
        <NativeSelect
          label={say(kind === "slack" ? "conversations.place" : "conversations.placeTeams")}
          data={own.map(({ id, name }) => ({ value: id, label: name }))}
          value={said.place ?? ""}
          onChange={({ currentTarget }) =>
            change({ place: currentTarget.value, conversation: null })
          }
        />
      )}
      <ConversationField
        key={said.place}
        kind={kind}
        place={said.place ?? ""}
        value={said.conversation ?? ""}
        fault={fault("conversation")}
        onChange={(conversation, name) =>
          change({ conversation, ...(name === undefined || said.name !== "" ? {} : { name }) })
        }
      />
    </>
  );
}

function Webhook({ said, change, fault, isNew }: PartProps & { readonly isNew: boolean }) {
  return (
    <PasswordInput
      dir="ltr"
      spellCheck={false}
      autoComplete="new-password"
      label={say("conversations.webhook")}
      description={say(isNew ? "conversations.webhookMore" : "conversations.webhookStays")}
      value={said.webhook ?? ""}
      error={fault("webhook")}
      visibilityToggleButtonProps={{
        "aria-label": say("slackSetUp.keys.see", { field: say("conversations.webhook") }),
        tabIndex: 0,
      }}
      onChange={({ currentTarget }) => change({ webhook: currentTarget.value.trim() })}
    />
  );
}

const kindIn = (kinds: readonly ConversationKind[], value: string) =>
  kinds.find((one) => one === value) ?? "workflows";

/** Of another kind, nothing of where it was holds any more. */
function whereIn(kind: ConversationKind, places: readonly Place[]) {
  const place = places.find((one) => one.kind === kind && one.state === ON)?.id ?? null;
  return { kind, place, conversation: null, webhook: null };
}

/** With a kind that can be used as things stand. */
function firstOf(kinds: readonly ConversationKind[], places: readonly Place[]): Said {
  const usable = kinds.find((kind) =>
    places.some((place) => place.kind === kind && place.state === ON),
  );
  const where = whereIn(usable ?? "workflows", places);
  return { ...where, name: "", processes: "*", language: chosenLanguage() };
}

function missingOf(said: Said, isNew: boolean): string[] {
  const { kind, name, place, conversation, webhook, processes } = said;
  return [
    ...(name.trim() === "" ? ["name"] : []),
    ...(isWhich(processes) ? [] : ["processes"]),
    ...(kind === "workflows" && isNew && !webhook ? ["webhook"] : []),
    ...(kind !== "workflows" && !conversation?.trim() ? ["conversation"] : []),
    ...(kind !== "workflows" && !place ? ["place"] : []),
  ];
}

function wantedOf(said: Said): ConversationWanted {
  const { kind, name, place, conversation, webhook, processes, language } = said;
  const all = { kind, name: name.trim(), processes: processes.trim(), language };
  if (kind === "workflows") return webhook ? { ...all, webhook } : all;
  return { ...all, place: place ?? null, conversation: conversationIn(kind, conversation ?? "") };
}
