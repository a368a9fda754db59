/**
 * Questions that were asked back, and their answers.
 *
 * Never: a question to somebody else with a field to answer it.
 */
import { type SyntheticEvent, useState } from "react";

import type { ApprovalWhole, useAct } from "../../api/approvals";
import { Button } from "../../parts/Button";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import { useMe } from "../useMe";
import styles from "./Approval.module.css";
import { Comment } from "./Comment";
import { momentOf } from "./said";

type Props = { readonly approval: ApprovalWhole; readonly act: ReturnType<typeof useAct> };
type Question = ApprovalWhole["questions"][number];

export function Talk({ approval, act }: Props) {
  const me = useMe();
  if (approval.questions.length === 0) return null;
  const answers = approval.can.includes("answer");
  return (
    <section className={styles["talk"]}>
      <h2>{say("approval.questions")}</h2>
      <ol>
        {approval.questions.map((question) => (
          <li key={question.number}>
            <Said
              by={question.by.name}
              to={question.to?.name}
              at={question.at}
              text={question.text}
            />
            {question.answer !== null && (
              <Said
                by={question.answeredBy?.name ?? ""}
                at={question.answeredAt ?? question.at}
                text={question.answer}
              />
            )}
            {question.answer === null && answers && isFor(question, me.id) && (
              <Answer question={question} act={act} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function isFor({ to }: Question, me: string): boolean {
  return to === null || to.id === me;
}

type SaidProps = {
  readonly by: string;
  readonly to?: string | undefined;
  readonly at: number;
  readonly text: string;
};

function Said({ by, to, at, text }: SaidProps) {
  return (
    <figure className={styles["said"]}>
      <figcaption>
        <bdi>{to === undefined ? by : say("approval.asksWhom", { by, to })}</bdi>{" "}
        <Moment moment={momentOf(at)} />
      </figcaption>
      <blockquote dir="auto">{text}</blockquote>
    </figure>
  );
}

type AnswerProps = { readonly question: Question; readonly act: Props["act"] };

function Answer({ question, act }: AnswerProps) {
  const [text, setText] = useState("");
  const [isChecked, check] = useState(false);
  const isMissing = text.trim() === "";
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    check(true);
    if (act.isPending || isMissing) return;
    act.mutate({ kind: "answer", said: { number: question.number, text: text.trim() } });
  };
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <Comment
        label={say("approval.answer")}
        value={text}
        required
        fault={isChecked && isMissing ? say("approval.answerMissing") : undefined}
        onChange={setText}
      />
      <div className={styles["ways"]}>
        <Button type="submit" busy={act.isPending}>
          {say("approval.giveAnswer")}
        </Button>
      </div>
    </form>
  );
}
