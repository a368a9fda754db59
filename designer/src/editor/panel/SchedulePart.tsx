/**
 * When a process begins by itself, and the next times in words.
 *
 * Never: a time that nobody can compute; what the server refuses is said as it says it.
 */
import { useDebouncedValue } from "@mantine/hooks";

import { useSchedulePreview } from "../../api/schedulePreview";
import { isObject, type Json } from "../../model/json";
import { Problem } from "../../model/problem";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import { Fold } from "./Fold";
import { Lasting } from "./Lasting";
import { Line, Pick } from "./Line";
import { Events } from "./ListenPart";
import styles from "./panel.module.css";
import { under, usePut, useValue } from "./usePanel";

const PLACE = "/schedule";
const KINDS = ["none", "cron", "every", "after", "on"] as const;
type Kind = (typeof KINDS)[number];
const FIRST: Readonly<Record<Exclude<Kind, "none">, Json>> = {
  cron: "0 9 * * 1-5",
  every: { hours: 1 },
  after: { hours: 1 },
  on: { one: { with: { type: "" } } },
};
const PAUSE_MS = 400;
const USUAL = [
  ["0 9 * * *", "daily"],
  ["0 9 * * 1-5", "workdays"],
  ["0 9 * * 1", "weekly"],
  ["0 9 1 * *", "monthly"],
  ["0 * * * *", "hourly"],
] as const;

export function SchedulePart() {
  const value = useValue(PLACE);
  const put = usePut();
  const kind = kindOf(value);
  return (
    <Fold
      title={say("panel.schedule.title")}
      more={say(`panel.schedule.kinds.${kind}`)}
      open={kind !== "none"}
      pointers={[PLACE]}
    >
      <Pick
        pointer={under(PLACE, "#kind")}
        label={say("panel.schedule.kind")}
        choices={KINDS.map((one) => ({ value: one, label: say(`panel.schedule.kinds.${one}`) }))}
        value={kind}
        onPick={(chosen) => {
          const next = KINDS.find((one) => one === chosen);
          if (next !== undefined && next !== kind)
            put(PLACE, next === "none" ? undefined : { [next]: FIRST[next] });
        }}
      />
      {kind === "cron" && <Cron />}
      {(kind === "every" || kind === "after") && (
        <Lasting pointer={`${PLACE}/${kind}`} label={say(`panel.schedule.${kind}`)} />
      )}
      {kind === "on" && <Events pointer={under(PLACE, "on")} />}
      {kind !== "none" && kind !== "on" && <NextTimes schedule={value} />}
    </Fold>
  );
}

function kindOf(value: Json | undefined): Kind {
  if (value === undefined || !isObject(value)) return "none";
  return KINDS.find((one) => one in value) ?? "none";
}

function Cron() {
  const pointer = `${PLACE}/cron`;
  const value = useValue(pointer);
  const own = { value: "own", label: say("panel.schedule.own") };
  const put = usePut();
  const isUsual = USUAL.some(([cron]) => cron === value);
  return (
    <>
      <Pick
        pointer={under(pointer, "#usual")}
        label={say("panel.schedule.rhythm")}
        choices={[
          ...USUAL.map(([cron, word]) => ({
            value: cron,
            label: say(`panel.schedule.usual.${word}`),
          })),
          own,
        ]}
        value={isUsual && typeof value === "string" ? value : "own"}
        onPick={(chosen) => {
          if (chosen !== undefined && chosen !== "own") put(pointer, chosen);
        }}
      />
      <Line
        pointer={pointer}
        label={say("panel.schedule.cron")}
        hint={say("panel.schedule.cronHint")}
        isCode
      />
    </>
  );
}

function NextTimes({ schedule }: { readonly schedule: Json | undefined }) {
  const [settled] = useDebouncedValue(schedule, PAUSE_MS);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { data, error } = useSchedulePreview(settled, zone);
  if (error instanceof Problem) return <p className={styles["fault"]}>{error.detail}</p>;
  const next = data?.next ?? [];
  if (next.length === 0) return null;
  return (
    <div>
      <p className={styles["soft"]}>{say("panel.schedule.next")}</p>
      <ul className={styles["times"]}>
        {next.map((moment) => (
          <li key={moment}>
            <time dateTime={moment}>{toTheMinute(moment)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
