/**
 * Notes that somebody is away: from when, until the end of which day, and who stands in.
 *
 * Never: a day that ends elsewhere; it is a day of whoever writes it.
 */
import { useState } from "react";

import { useAddAbsence } from "../../api/people";
import { startOf } from "../../model/days";
import { DayField } from "../../parts/DayField";
import { say } from "../../words";
import { PersonSelect } from "../PersonSelect";
import { Question } from "../run/Question";

type Props = {
  readonly id: string;
  readonly name: string;
  readonly own: boolean;
  readonly onClose: () => void;
};

export function Away({ id, name, own, onClose }: Props) {
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const [deputy, setDeputy] = useState("");
  const [isTried, setTried] = useState(false);
  const given = useAddAbsence(id, own);
  const send = () => {
    setTried(true);
    if (until === "") return;
    const wanted = {
      since: since === "" ? null : startOf(since),
      until: startOf(until, 1),
      deputyId: deputy === "" ? null : deputy,
    };
    given.mutate(wanted, { onSuccess: onClose });
  };
  return (
    <Question
      title={own ? say("away.title") : say("away.of", { name })}
      submit={say("away.submit")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <DayField
        label={say("away.since")}
        more={say("away.sinceMore")}
        value={since}
        onChange={(day) => setSince(day ?? "")}
      />
      <DayField
        label={say("away.until")}
        error={isTried && until === "" ? say("away.needUntil") : undefined}
        value={until}
        onChange={(day) => setUntil(day ?? "")}
      />
      <PersonSelect
        label={say("away.deputy")}
        value={deputy}
        onChange={(chosen) => setDeputy(chosen?.id ?? "")}
      />
    </Question>
  );
}
