/**
 * The form of an approval for who only reads it.
 *
 * Never: a field that can be filled in.
 */
import type { ApprovalWhole } from "../../api/approvals";
import { SchemaForm } from "../../forms/SchemaForm";
import { useForm } from "../../forms/useForm";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { schemaOf, valuesOf } from "./fields";

export function FilledIn({ approval }: { readonly approval: ApprovalWhole }) {
  // What is filled in meanwhile begins the form anew.
  const key = JSON.stringify(approval.values);
  return (
    <section className={styles["form"]}>
      <h2>{say("approval.fields")}</h2>
      <Fields key={key} approval={approval} />
    </section>
  );
}

function Fields({ approval }: { readonly approval: ApprovalWhole }) {
  const form = useForm(schemaOf(approval), valuesOf(approval));
  return <SchemaForm form={form} disabled />;
}
