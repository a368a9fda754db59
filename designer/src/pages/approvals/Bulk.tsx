/**
 * What is done with all that are ticked, and what has come of it.
 *
 * Never: a failed one that is only counted; each says why.
 */
import { Link } from "@tanstack/react-router";

import type { ApprovalLine } from "../../api/approvals";
import { type Decision, decisionsOfAll } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { CloseIcon } from "../../parts/icons";
import { StateMark } from "../../parts/StateMark";
import { locale, say } from "../../words";
import styles from "./Approvals.module.css";
import { labelOf } from "./said";
import type { Outcome } from "./useDeciding";

type Props = {
  readonly lines: readonly ApprovalLine[];
  readonly onAsk: (decision: Decision) => void;
  readonly onNone: () => void;
};

export function BulkBar({ lines, onAsk, onNone }: Props) {
  const ways = decisionsOfAll(lines);
  return (
    <div className={styles["bar"]} role="group" aria-label={say("approvals.chosen")}>
      <p role="status">{say("approvals.chosenCount", { count: lines.length })}</p>
      {ways.map((decision) => (
        <Button
          key={decision.name}
          look={decision.style === "primary" ? "main" : "plain"}
          data-style={decision.style}
          onClick={() => onAsk(decision)}
        >
          {labelOf(decision)}
        </Button>
      ))}
      {ways.length === 0 && <p>{say("approvals.nothingInCommon")}</p>}
      <Button look="quiet" onClick={onNone}>
        {say("approvals.chooseNone")}
      </Button>
    </div>
  );
}

type ResultsProps = { readonly outcomes: readonly Outcome[]; readonly onClose: () => void };

/** Read out as it changes; of those that failed each stands there with its reason. */
export function Results({ outcomes, onClose }: ResultsProps) {
  const failed = outcomes.filter(({ state }) => state === "refused");
  const isShown = outcomes.length > 1 || failed.length > 0;
  return (
    <div className={isShown ? styles["results"] : "unseen"}>
      <p role="status">{sentence(outcomes)}</p>
      {isShown && (
        <Button look="quiet" aria-label={say("approvals.closeResults")} onClick={onClose}>
          <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      )}
      {failed.length > 0 && (
        <ul aria-label={say("approvals.failed")}>
          {failed.map(({ line: { id, subject }, detail }) => (
            <li key={id}>
              <StateMark state="faulted" />
              <span>
                <Link to="/approvals/$id" params={{ id }}>
                  <bdi>{subject}</bdi>
                </Link>{" "}
                <bdi>{detail}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentence(outcomes: readonly Outcome[]): string {
  const said = (["sent", "counted", "recorded", "refused"] as const).flatMap((state) => {
    const count = outcomes.filter((one) => one.state === state).length;
    return count === 0 ? [] : [say(`approvals.results.${state}`, { count })];
  });
  return new Intl.ListFormat(locale(), { type: "unit" }).format(said);
}
