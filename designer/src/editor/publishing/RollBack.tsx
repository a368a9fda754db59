/**
 * Makes an older version the newest: its text once more, under a new number.
 *
 * Never: a published version changed or taken away.
 */
import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";

import { useDefinition } from "../../api/processes";
import { usePublish, useRegister } from "../../api/publishing";
import { draftOf, filledIn } from "../../model/draft";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import type { Place } from "../trying/place";
import { Difference } from "./Difference";
import styles from "./Publishing.module.css";
import { Refused } from "./Refused";

type Props = {
  readonly place: Place;
  /** Whose text it is. */
  readonly version: string;
  /** The one that is the newest until then. */
  readonly newest: string;
  /** The number that it gets. */
  readonly next: string;
  readonly onClose: () => void;
};

const PHONE = "(max-width: 47.99rem)";

export function RollBack(props: Props) {
  const { version, next, onClose } = props;
  const phone = useMediaQuery(PHONE);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("publishing.backTitle", { version })}
      size="xl"
      fullScreen={phone}
      // Its header is not the page's.
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("publishing.close") }}
    >
      <div className={styles["steps"]}>
        <p>{say("publishing.backLead", { version, next })}</p>
        <Steps {...props} />
      </div>
    </Modal>
  );
}

function Steps({ place, version, newest, next }: Props) {
  const older = useDefinition(place.namespace, place.name, version);
  const register = useRegister();
  const publishing = usePublish();
  /** The hash of what was saved, and is compared. */
  const [saved, setSaved] = useState<string>();
  const error = older.error ?? register.error ?? publishing.error;
  if (publishing.isSuccess) return <p role="status">{say("publishing.backDone", { next })}</p>;
  if (older.data === undefined)
    return error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />;
  const { source } = older.data;
  const prepare = () => {
    const made = filledIn(draftOf(source), "/document/version", next);
    if (made !== undefined)
      register.mutate(
        { text: made.draft.text, base: undefined },
        { onSuccess: ({ hash }) => setSaved(hash) },
      );
  };
  const publish = (hash: string) => {
    const notes = say("publishing.backNote", { version });
    publishing.mutate({ ...place, version: next, notes, hash, after: newest });
  };
  return (
    <>
      {saved !== undefined && (
        <section className={styles["steps"]} aria-label={say("publishing.changes")}>
          <p>{say("publishing.backChanges", { version: newest })}</p>
          <Difference {...place} from={newest} to={next} />
        </section>
      )}
      {error !== null && <Refused error={error} remedy={say("publishing.backOvertaken")} />}
      <div className={styles["end"]}>
        <Button
          look="main"
          busy={register.isPending || publishing.isPending}
          onClick={() => (saved === undefined ? prepare() : publish(saved))}
        >
          {saved === undefined
            ? say("publishing.backPrepare")
            : say("publishing.backGo", { version, next })}
        </Button>
      </div>
    </>
  );
}
