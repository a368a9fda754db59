/**
 * Who in the organisation must have a second factor.
 *
 * Never: somebody locked out by it; they are let in to set one up.
 */
import { Checkbox } from "@mantine/core";

import { type Rules as Wanted, useRules, useSetRules } from "../../api/security";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say, sayOr } from "../../words";
import styles from "./Me.module.css";

const ROLES = ["admin", "developer", "designer", "operator", "approver", "member"];

export function Rules() {
  const rules = useRules();
  const set = useSetRules();
  const { data } = rules;
  const error = rules.error ?? set.error;
  const shown = set.isPending ? set.variables : data;
  const change = (wanted: Partial<Wanted>) => {
    if (shown === undefined || set.isPending) return;
    const { secondFactorOfAll, secondFactorOfRoles = [] } = shown;
    set.mutate({ secondFactorOfAll, secondFactorOfRoles, ...wanted });
  };
  return (
    <Section title={say("security.rules")} more={say("security.rulesMore")}>
      {error !== null && <Trouble error={error} done />}
      {shown !== undefined && (
        <div className={styles["wide"]}>
          <Checkbox
            label={say("security.ofAll")}
            checked={shown.secondFactorOfAll}
            onChange={({ currentTarget }) => change({ secondFactorOfAll: currentTarget.checked })}
          />
          <Checkbox.Group
            label={say("security.ofRoles")}
            value={[...(shown.secondFactorOfRoles ?? [])]}
            onChange={(secondFactorOfRoles) => change({ secondFactorOfRoles })}
          >
            <div className={styles["buttons"]}>
              {rolesOf(shown.secondFactorOfRoles).map((role) => (
                <Checkbox key={role} value={role} label={sayOr("roles", role)} />
              ))}
            </div>
          </Checkbox.Group>
        </div>
      )}
    </Section>
  );
}

/** Also those that this page doesn't know, where a rule names them. */
function rolesOf(named: readonly string[] | undefined): readonly string[] {
  return [...new Set([...ROLES, ...(named ?? [])])];
}
