/**
 * Asks for the comment of a decision, for one or for several at once.
 *
 * Never: sent without the comment that the decision needs.
 */
import { Textarea } from "@mantine/core";
import { useState } from "react";

import { LONGEST_COMMENT } from "../../api/approvals";
import type { Decision } from "../../model/approvals";
import { say } from "../../words";
import { Question } from "../run/Question";
import questions from "../run/Question.module.css";
import { labelOf } from "./said";

/** It is sent on its way when the dialog closes; what comes of it stands in the list. */
const AT_ONCE = { isPending: false, isError: false, error: null };

type Props = {
  readonly decision: Decision;
  readonly subjects: readonly string[];
  readonly onDecide: (comment: string) => void;
  readonly onClose: () => void;
};

export function CommentQuestion({ decision, subjects, onDecide, onClose }: Props) {
  const [comment, setComment] = useState("");
  const [isChecked, check] = useState(false);
  const label = labelOf(decision);
  const isMissing = decision.comment === "required" && comment.trim() === "";
  const [first = "", ...others] = subjects;
  return (
    <Question
      title={
        others.length === 0
          ? say("approvals.decideOne", { decision: label })
          : say("approvals.decideMany", { decision: label, count: subjects.length })
      }
      submit={label}
      given={AT_ONCE}
      onClose={onClose}
      onSubmit={() => {
        check(true);
        if (isMissing) return;
        onDecide(comment);
        onClose();
      }}
    >
      <p>
        <bdi>{first}</bdi>
        {others.length > 0 && ` ${say("approvals.andOthers", { count: others.length })}`}
      </p>
      {decision.comment !== "none" && (
        <Textarea
          classNames={{ input: questions["words"] ?? "" }}
          label={say("approval.comment")}
          description={others.length > 0 ? say("approvals.commentMany") : undefined}
          error={isChecked && isMissing ? say("approval.commentMissing") : undefined}
          aria-required={decision.comment === "required" || undefined}
          value={comment}
          maxLength={LONGEST_COMMENT}
          autosize
          minRows={3}
          data-autofocus
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
      )}
    </Question>
  );
}
