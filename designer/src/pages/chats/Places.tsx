/**
 * Where an app is installed, and what is wrong there, with what to do about it.
 *
 * Never: taken away by one press.
 */
import { useState } from "react";

import { type ChatPlace, type Kind, useRemovePlace } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { Lines } from "../../parts/Section";
import { Tag } from "../../parts/Tag";
import { useFocusBack } from "../../parts/useFocusBack";
import { say, sayOr } from "../../words";
import { listed } from "../../words/lists";
import { exactly } from "../../words/times";
import { Question } from "../run/Question";
import styles from "./Chats.module.css";
import { troubleOf } from "./standing";

type Props = { readonly kind: Kind; readonly places: readonly ChatPlace[] };

export function Places({ kind, places }: Props) {
  return (
    <Lines label={say("chats.places.title")}>
      {places.map((place) => (
        <li key={place.id}>
          <Place kind={kind} place={place} />
        </li>
      ))}
    </Lines>
  );
}

/** What to do comes first, for each place where something is. */
export function PlaceTroubles({ kind, places }: Props) {
  return places.map((place) => {
    const trouble = troubleOf(place);
    if (trouble === undefined) return undefined;
    const scopes = listed(place.missingScopes.map((scope) => sayOr("chatScopes", scope)));
    return (
      <Notice
        key={place.id}
        title={say(`chats.places.${kind}.${trouble}`, { name: place.name, scopes })}
        trace={
          place.reason === null ? undefined : say("chats.places.said", { reason: place.reason })
        }
      />
    );
  });
}

type PlaceProps = { readonly kind: Kind; readonly place: ChatPlace };

function Place({ kind, place }: PlaceProps) {
  const { name, people, installedAt } = place;
  const [isAsked, ask] = useState(false);
  useFocusBack(isAsked);
  return (
    <>
      <div className={styles["what"]}>
        <p className={styles["line"]}>
          <strong>
            <bdi>{name}</bdi>
          </strong>
          <Tag>{say(`chats.places.${troubleOf(place) ?? "on"}`)}</Tag>
        </p>
        <p className={styles["soft"]}>
          {say("chats.people", { count: people })} ·{" "}
          {say("chats.places.since", { when: exactly(installedAt) })}
        </p>
      </div>
      <Button
        look="quiet"
        aria-label={say("chats.places.removeOf", { name })}
        onClick={() => ask(true)}
      >
        {say("chats.places.remove")}
      </Button>
      {isAsked && <RemovePlace kind={kind} place={place} onClose={() => ask(false)} />}
    </>
  );
}

function RemovePlace({ kind, place, onClose }: PlaceProps & { readonly onClose: () => void }) {
  const given = useRemovePlace(place.id);
  return (
    <Question
      title={say("chats.places.removeTitle", { name: place.name })}
      submit={say("chats.places.remove")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("chats.places.removeMore")}</p>
      <p>{say(kind === "slack" ? "chats.places.removeSlack" : "chats.places.removeTeams")}</p>
    </Question>
  );
}
