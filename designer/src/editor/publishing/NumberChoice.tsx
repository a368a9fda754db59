/**
 * Which number the version gets: the next one, by how much has changed, or one of one's own.
 *
 * Never: a number that was published already.
 */
import { Radio, TextInput } from "@mantine/core";

import { Section } from "../../parts/Section";
import { say } from "../../words";
import styles from "./Publishing.module.css";
import type { Publication } from "./usePublication";

export function NumberChoice({ publication }: { readonly publication: Publication }) {
  const { version, highest, suggested, number, isNewer } = publication;
  return (
    <Section title={say("publishing.number")}>
      {highest === undefined ? (
        <p>{say("publishing.first")}</p>
      ) : (
        <Radio.Group
          label={say("publishing.after", { version: highest })}
          value={version}
          onChange={number}
        >
          <div className={styles["numbers"]}>
            {suggested.map(({ step, version: next }) => (
              <Radio key={step} value={next} label={say(`publishing.${step}`, { version: next })} />
            ))}
          </div>
        </Radio.Group>
      )}
      <TextInput
        label={say("publishing.ownNumber")}
        value={version}
        dir="ltr"
        autoComplete="off"
        description={isNewer ? undefined : say("publishing.older", { version: highest ?? "" })}
        onChange={({ currentTarget }) => number(currentTarget.value)}
      />
    </Section>
  );
}
