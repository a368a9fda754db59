/**
 * Of which processes a conversation is told: all, those of a namespace, or one.
 *
 * Never: only what is known here; a process that comes later may be named too.
 */
import { Autocomplete } from "@mantine/core";
import { useState } from "react";

import { useProcesses } from "../../api/processes";
import { Choices } from "../../parts/Choices";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { EVERYTHING, namespaceOf, type Scope, scopeOf } from "./shown";

type Props = {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (processes: string) => void;
};

const SCOPES = ["all", "namespace", "process"] as const;
const WHICH = /^(?:\*|[A-Za-z0-9-]{1,63}\/(?:\*|[A-Za-z0-9-]{1,63}))$/;
const PLAIN = { dir: "ltr", spellCheck: false, autoComplete: "off" } as const;

export const isWhich = (processes: string) => WHICH.test(processes.trim());

export function Which({ value, fault, onChange }: Props) {
  const [scope, setScope] = useState<Scope>(scopeOf(value));
  const { processes = [] } = useProcesses({});
  const choose = (chosen: Scope) => {
    setScope(chosen);
    onChange(chosen === "all" ? EVERYTHING : chosen === "namespace" ? "/*" : "");
  };
  const namespaces = [...new Set(processes.map(({ namespace }) => namespace))];
  return (
    <div className={styles["which"]}>
      <p>{say("conversations.which")}</p>
      <Choices
        label={say("conversations.which")}
        value={scope}
        choices={SCOPES.map((one) => ({ value: one, label: say(`conversations.scopes.${one}`) }))}
        onChange={choose}
      />
      {scope === "namespace" && (
        <Autocomplete
          {...PLAIN}
          label={say("conversations.namespace")}
          data={namespaces}
          value={namespaceOf(value)}
          error={fault}
          onChange={(namespace) => onChange(`${namespace.trim()}/*`)}
        />
      )}
      {scope === "process" && (
        <Autocomplete
          {...PLAIN}
          label={say("conversations.process")}
          description={say("conversations.processMore")}
          data={processes.map(({ namespace, name }) => `${namespace}/${name}`)}
          value={value}
          error={fault}
          onChange={(process) => onChange(process.trim())}
        />
      )}
    </div>
  );
}
