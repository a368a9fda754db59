/**
 * Why it wasn't saved or published; where somebody else was faster, who, and what to do then.
 *
 * Never: their work passed over because nobody has looked.
 */
import { overtakenBy } from "../../api/publishing";
import { Notice } from "../../parts/Notice";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";

type Props = {
  readonly error: Error;
  /** What to do, where it isn't done by looking again. */
  readonly remedy?: string;
};

export function Refused({ error, remedy }: Props) {
  const other = overtakenBy(error);
  if (other === undefined) return <Trouble error={error} done />;
  if (other === null)
    return (
      <Notice title={say("publishing.gone")} remedy={remedy ?? say("publishing.overtakenRemedy")} />
    );
  const { version, savedByName } = other;
  const name = savedByName ?? say("process.somebody");
  const isDraft = other.state === "draft";
  return (
    <Notice
      title={say(isDraft ? "publishing.draftOvertaken" : "publishing.overtaken", { name, version })}
      remedy={
        remedy ?? say(isDraft ? "publishing.draftOvertakenRemedy" : "publishing.overtakenRemedy")
      }
    />
  );
}
