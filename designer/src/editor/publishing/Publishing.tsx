/**
 * Publishes the draft with care, on one page: what is wrong with it, how its scenarios end, its
 * number, what it changes, and what is said of it.
 *
 * Never: published with errors, unseen where there is a version to compare it with, or over
 * scenarios that fail without somebody saying so.
 */
import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";

import type { Place } from "../trying/place";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import { Changes } from "./Changes";
import { Notes } from "./Notes";
import { NumberChoice } from "./NumberChoice";
import styles from "./Publishing.module.css";
import { Refused } from "./Refused";
import { Tested } from "./Tested";
import { type Publication, usePublication } from "./usePublication";
import { Wrong } from "./Wrong";

type Props = Place & { readonly onClose: () => void; readonly onPublished: () => void };

const PHONE = "(max-width: 47.99rem)";

export function Publishing({ namespace, name, onClose, onPublished }: Props) {
  const phone = useMediaQuery(PHONE);
  const publication = usePublication({ namespace, name }, onPublished);
  const { done, title } = publication;
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("publishing.title", { name: title })}
      size="xl"
      fullScreen={phone}
      // Its header is not the page's.
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("publishing.close") }}
    >
      {done === undefined ? (
        <Steps publication={publication} onClose={onClose} />
      ) : (
        <Done place={{ namespace, name }} title={title} version={done} />
      )}
    </Modal>
  );
}

type StepsProps = { readonly publication: Publication; readonly onClose: () => void };

function Steps({ publication, onClose }: StepsProps) {
  const { place, version, taken, errors, isReadable, error } = publication;
  return (
    <div className={styles["steps"]}>
      <Wrong errors={errors} isReadable={isReadable} onGo={onClose} />
      <Tested publication={publication} />
      <NumberChoice publication={publication} />
      {taken && <Notice title={say("publishing.taken", { version })} />}
      <Changes publication={publication} place={place} />
      <Notes publication={publication} />
      {error !== null && <Refused error={error} />}
      <End publication={publication} />
    </div>
  );
}

function End({ publication }: { readonly publication: Publication }) {
  const { version, isBusy, isSaved, blocked, save, publish } = publication;
  return (
    <div className={styles["end"]}>
      {blocked !== undefined && (
        <p className={styles["soft"]} id="publishing-blocked">
          {say(`publishing.${blocked}`)}
        </p>
      )}
      <Button
        look="main"
        busy={isBusy}
        idle={blocked !== undefined}
        aria-describedby={blocked === undefined ? undefined : "publishing-blocked"}
        onClick={isSaved ? publish : save}
      >
        {say(isSaved ? "publishing.publish" : "publishing.compare", { version })}
      </Button>
    </div>
  );
}

type DoneProps = { readonly place: Place; readonly title: string; readonly version: string };

function Done({ place, title, version }: DoneProps) {
  return (
    <div className={styles["steps"]}>
      <p role="status">{say("publishing.done", { name: title, version })}</p>
      <p className={styles["links"]}>
        <Link to="/processes/$namespace/$name/start" params={{ ...place }} search={{}}>
          {say("publishing.toStart")}
        </Link>
        <Link to="/processes/$namespace/$name" params={{ ...place }} search={{}}>
          {say("publishing.toProcess")}
        </Link>
      </p>
    </div>
  );
}
