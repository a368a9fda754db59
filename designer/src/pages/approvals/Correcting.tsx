/**
 * What was sent back is corrected, and asked for again.
 *
 * Never: without what was said about it; that stands above the form.
 */
import { type SyntheticEvent, useState } from "react";

import type { ApprovalWhole, useAct } from "../../api/approvals";
import { SchemaForm } from "../../forms/SchemaForm";
import { useForm } from "../../forms/useForm";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { Comment } from "./Comment";
import { saidOf, schemaOf, valuesOf } from "./fields";

type Props = { readonly approval: ApprovalWhole; readonly act: ReturnType<typeof useAct> };

export function Correcting({ approval, act }: Props) {
  const form = useForm(schemaOf(approval), valuesOf(approval));
  const [comment, setComment] = useState("");
  const back = approval.history.findLast(({ kind }) => kind === "sent-back");
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (act.isPending || !(form.canBeRead() && form.check())) return;
    const said = comment.trim();
    act.mutate({
      kind: "resubmission",
      said: { comment: said === "" ? null : said },
      fields: saidOf(approval, form.sent),
    });
  };
  return (
    <section className={styles["deciding"]}>
      <h2>{say("approval.correct")}</h2>
      {back !== undefined && (
        <figure className={styles["said"]}>
          <figcaption>{say("approval.sentBackBy", { name: back.by?.name ?? "" })}</figcaption>
          <blockquote dir="auto">{back.comment}</blockquote>
        </figure>
      )}
      <form className={styles["form"]} onSubmit={send} noValidate>
        {approval.form === null ? (
          <p className={styles["soft"]}>{say("approval.noFields")}</p>
        ) : (
          <SchemaForm form={form} />
        )}
        <Comment
          label={say("approval.whatChanged")}
          value={comment}
          more={say("approval.commentOptional")}
          onChange={setComment}
        />
        <div className={styles["ways"]}>
          <Button look="main" type="submit" busy={act.isPending}>
            {say("approval.resubmit")}
          </Button>
        </div>
      </form>
    </section>
  );
}
