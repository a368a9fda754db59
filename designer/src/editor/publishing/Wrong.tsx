/**
 * The errors that keep a draft from being published, each leading to its place.
 *
 * Never: an error without the way to it.
 */
import { Section } from "../../parts/Section";
import { say } from "../../words";
import type { Problem } from "../problems";
import { Problems } from "../trying/Problems";

type Props = {
  readonly errors: readonly Problem[];
  readonly isReadable: boolean;
  /** The dialog makes way for the place. */
  readonly onGo: () => void;
};

export function Wrong({ errors, isReadable, onGo }: Props) {
  if (!isReadable)
    return (
      <Section title={say("publishing.problems")}>
        <p>{say("publishing.unreadable")}</p>
      </Section>
    );
  return (
    <Section title={say("publishing.problems")}>
      {errors.length === 0 ? <p>{say("publishing.noErrors")}</p> : <Problems onGo={onGo} />}
    </Section>
  );
}
