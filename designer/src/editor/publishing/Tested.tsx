/**
 * How the scenarios of the process end with the draft, and how much of it they reach.
 *
 * Never: a failure that is passed over in silence.
 */
import { Checkbox } from "@mantine/core";

import { Loading } from "../../parts/Empty";
import { Lines, Section } from "../../parts/Section";
import { StateMark } from "../../parts/StateMark";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { Sum } from "../trying/Scenarios";
import styles from "./Publishing.module.css";
import type { Publication } from "./usePublication";

export function Tested({ publication }: { readonly publication: Publication }) {
  const { tested, allTheSame, setAllTheSame } = publication;
  const { count, found, failed, isPending, error } = tested;
  return (
    <Section title={say("scenarios.title")}>
      {count === 0 && <p>{say("publishing.noScenarios")}</p>}
      {isPending && <Loading label={say("trying.playing")} />}
      {error !== null && <Trouble error={error} />}
      {found !== undefined && !isPending && <Sum found={found} />}
      {failed > 0 && !isPending && (
        <>
          <Lines label={say("publishing.failing")}>
            {found?.scenarios
              .filter(({ passed }) => !passed)
              .map(({ name, faults }) => (
                <li key={name}>
                  <div className={styles["fault"]}>
                    <p>
                      <StateMark state="faulted" />{" "}
                      <strong>
                        <bdi>{name}</bdi>
                      </strong>
                    </p>
                    {faults.map((fault) => (
                      <p key={fault}>
                        <bdi>{fault}</bdi>
                      </p>
                    ))}
                  </div>
                </li>
              ))}
          </Lines>
          <Checkbox
            label={say("publishing.allTheSame", { count: failed })}
            checked={allTheSame}
            onChange={({ currentTarget }) => setAllTheSame(currentTarget.checked)}
          />
        </>
      )}
    </Section>
  );
}
