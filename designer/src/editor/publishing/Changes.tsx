/**
 * What the draft changes, in words, and how the last runs would have ended with it.
 *
 * Never: a comparison with a text that was changed since.
 */
import { useState } from "react";

import { Button } from "../../parts/Button";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import type { Place } from "../trying/place";
import { Difference } from "./Difference";
import { Rehearsal } from "./Rehearsal";
import type { Publication } from "./usePublication";

type Props = { readonly publication: Publication; readonly place: Place };

export function Changes({ publication, place }: Props) {
  const { newest, version, isSaved } = publication;
  const [isRehearsed, setRehearsed] = useState(false);
  return (
    <Section title={say("publishing.changes")}>
      {newest === undefined && <p>{say("publishing.nothingBefore")}</p>}
      {!isSaved && newest !== undefined && (
        <p>{say("publishing.compareFirst", { version: newest })}</p>
      )}
      {isSaved && newest !== undefined && (
        <>
          <p>{say("publishing.since", { version: newest })}</p>
          <Difference {...place} from={newest} to={version} />
          {isRehearsed ? (
            <Rehearsal {...place} version={version} />
          ) : (
            <Button onClick={() => setRehearsed(true)}>{say("publishing.rehearse")}</Button>
          )}
        </>
      )}
    </Section>
  );
}
