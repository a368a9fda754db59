/**
 * A value that somebody makes up for a trial: in a form where there is a schema, or as JSON.
 *
 * Never: a text that is no JSON taken for one.
 */
import { Textarea } from "@mantine/core";

import { SchemaForm } from "../../forms/SchemaForm";
import type { Input } from "../../forms/useInput";
import { Choices } from "../../parts/Choices";
import { say } from "../../words";
import styles from "./Trying.module.css";

type Props = { readonly input: Input; readonly label: string; readonly hasForm: boolean };

export function ValueInput({ input, label, hasForm }: Props) {
  const { view, form, json, look } = input;
  const fault = json.fault ?? (json.lines.length === 0 ? undefined : json.lines.join("\n"));
  return (
    <div className={styles["value"]}>
      {hasForm && (
        <Choices
          label={say("start.view")}
          value={view}
          onChange={look}
          choices={[
            { value: "form", label: say("start.form") },
            { value: "json", label: say("start.json") },
          ]}
        />
      )}
      {view === "form" ? (
        <SchemaForm form={form} name={label} />
      ) : (
        <Textarea
          classNames={{ input: styles["code"] ?? "" }}
          label={label}
          error={fault}
          value={json.text}
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          dir="ltr"
          onChange={({ currentTarget }) => json.type(currentTarget.value)}
        />
      )}
    </div>
  );
}
