/**
 * What people do with what they are asked: as they would see it, and for each who could.
 *
 * Never: somebody asked in truth; nobody hears of a trial.
 */
import { nameOf } from "../../model/tasks";
import type { OpenAsked } from "../../model/trialOutcome";
import { Markdown } from "../../parts/Markdown";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { ActForm } from "./ActForm";
import type { Asking } from "./Question";
import { moment } from "./said";
import styles from "./Trying.module.css";

type Props = {
  readonly asked: OpenAsked;
  /** Others are open too, so that it has to be said which one is meant. */
  readonly several: boolean;
  readonly asking: Asking;
};

export function AskPeople({ asked, several, asking }: Props) {
  const { task, subject, status, reminded, open } = asked;
  const { waitsFor, requester, stage, dueMs, body, questions } = open;
  const whom = waitsFor.filter(({ state }) => state === "open").map(({ name }) => name);
  const isReturned = status === "returned";
  return (
    <section className={styles["question"]} aria-label={say("trying.asked")}>
      <h3>
        {isReturned
          ? say("trying.returned", { task: nameOf(task), name: requester?.name ?? "" })
          : say("trying.asks", { task: nameOf(task), names: listed(whom) })}
      </h3>
      <div className={styles["letter"]}>
        <p className={styles["subject"]}>
          <bdi>{subject}</bdi>
        </p>
        {body !== "" && <Markdown text={body} level={4} />}
        <p className={styles["tags"]}>
          {stage.of > 1 && <Tag>{say("trying.stage", { number: stage.number, of: stage.of })}</Tag>}
          {stage.title !== "" && <Tag>{stage.title}</Tag>}
          {dueMs !== null && <Tag>{say("trying.due", { moment: moment(dueMs) })}</Tag>}
          {reminded > 0 && <Tag>{say("trying.reminded", { count: reminded })}</Tag>}
        </p>
        {questions.map(({ by, text, answer }, place) => (
          <p key={place} className={styles["soft"]}>
            {say("trying.saidBy", { name: by.name, text })}
            {answer !== null && (
              <>
                {" "}
                → <bdi>{answer}</bdi>
              </>
            )}
          </p>
        ))}
      </div>
      <ActForm asked={asked} several={several} asking={asking} />
    </section>
  );
}
