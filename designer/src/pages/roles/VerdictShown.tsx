/**
 * An answer to "may they?", with all that speaks for it and against it.
 *
 * Never: a reason without which way it speaks.
 */
import { Link } from "@tanstack/react-router";

import { useRoles, type Verdict } from "../../api/access";
import { usePerson } from "../../forms/usePeople";
import { CancelIcon, CheckIcon } from "../../parts/icons";
import { Tag } from "../../parts/Tag";
import { say, sayOr } from "../../words";
import { titleOf, unknownRole } from "./roleTitle";
import styles from "./Roles.module.css";

type Reason = Verdict["reasons"][number];

const ICON = { size: 18, stroke: 1.8, "aria-hidden": true } as const;

export function VerdictShown({ verdict }: { readonly verdict: Verdict }) {
  const { allowed, reasons, process } = verdict;
  const person = usePerson(verdict.person, "id", true).data?.name ?? verdict.person;
  // What speaks for it doesn't count for an account that is switched off.
  const isOff = !allowed && reasons[0]?.allows === true;
  return (
    <div className={styles["verdict"]} aria-live="polite">
      <h2>
        <Sign allows={allowed} />
        {say(allowed ? "why.yes" : "why.no", { person })}
      </h2>
      {isOff && <p>{say("why.disabled")}</p>}
      <ol aria-label={say("why.reasons")}>
        {reasons.map((reason) => (
          <li key={`${reason.kind} ${reason.what}`}>
            <Tag>{say(reason.allows ? "why.for" : "why.against")}</Tag>
            <span>
              <Sentence reason={reason} />
            </span>
            {process !== null && <Where reason={reason} process={process} />}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Sign({ allows }: { readonly allows: boolean }) {
  return allows ? <CheckIcon {...ICON} /> : <CancelIcon {...ICON} />;
}

function Sentence({ reason: { kind, what, allows } }: { readonly reason: Reason }) {
  const roles = useRoles().data?.items;
  switch (kind) {
    case "role": {
      const role = roles?.find(({ name }) => name === what);
      return say("why.role", { name: titleOf(role ?? unknownRole(what)) });
    }
    case "exception":
      return say(allows ? "why.exceptionFor" : "why.exceptionAgainst");
    case "restricted":
      return say("why.restricted", { name: what });
    case "sees":
      return sayOr("sees", what);
    case "everyone":
    case "grant":
    case "key":
    case "nothing":
    case "unseen":
      return say(`why.${kind}`);
  }
}

/** Grants and restrictions can be looked at where they are made. */
function Where({ reason, process }: { readonly reason: Reason; readonly process: string }) {
  if (reason.kind !== "grant" && reason.kind !== "restricted") return null;
  const [namespace = "", name = ""] = process.split("/");
  if (name === "*")
    return (
      <Link to="/access/$namespace" params={{ namespace }}>
        {say("why.see")}
      </Link>
    );
  return (
    <Link to="/processes/$namespace/$name" params={{ namespace, name }} search={{ view: "access" }}>
      {say("why.see")}
    </Link>
  );
}
