/**
 * Where one has signed in, and who has tried to.
 *
 * Never: the sign-in of this very page ended from here; that is what signing out is for.
 */
import {
  type SessionShown,
  type SignInEntry,
  useEndOthers,
  useEndSession,
  useSessions,
  useSignIns,
} from "../../api/security";
import { deviceOf } from "../../model/device";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Lines, Section } from "../../parts/Section";
import { StateMark } from "../../parts/StateMark";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { Trouble } from "../../parts/Trouble";
import { say, sayOr } from "../../words";
import { exactly } from "../../words/times";
import styles from "./Me.module.css";

export function Sessions() {
  const sessions = useSessions();
  const end = useEndSession();
  const others = useEndOthers();
  const error = sessions.error ?? end.error ?? others.error;
  const items = sessions.data?.items ?? [];
  return (
    <Section title={say("security.sessions")} more={say("security.sessionsMore")}>
      {error !== null && <Trouble error={error} done />}
      {sessions.isPending && <Loading label={say("page.loading")} />}
      <Lines label={say("security.sessions")}>
        {items.map((session) => (
          <Open key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </Lines>
      {items.length > 1 && (
        <Button busy={others.isPending} onClick={() => others.mutate()}>
          {say("security.endOthers")}
        </Button>
      )}
    </Section>
  );
}

type OpenProps = { readonly session: SessionShown; readonly onEnd: () => void };

function Open({ session, onEnd }: OpenProps) {
  const { current, device, address, createdAt, seenAt } = session;
  const name = nameOf(device);
  return (
    <li>
      <div className={styles["what"]}>
        <p>
          <span title={device}>{name}</span> {current && <Tag>{say("security.thisOne")}</Tag>}
        </p>
        <p className={styles["soft"]}>
          <bdi>{address}</bdi> · {say("security.since", { moment: exactly(createdAt) })} ·{" "}
          {say("security.seen")} <Ago moment={seenAt} />
        </p>
      </div>
      {!current && (
        <Button
          look="quiet"
          aria-label={say("security.endNamed", { name, address })}
          onClick={onEnd}
        >
          {say("security.end")}
        </Button>
      )}
    </li>
  );
}

export function History() {
  const history = useSignIns();
  return (
    <Section title={say("security.history")} more={say("security.historyMore")}>
      {history.isError && <Trouble error={history.error} />}
      {history.isPending && <Loading label={say("page.loading")} />}
      <Lines label={say("security.history")}>
        {history.data?.items.map((entry) => (
          <Try key={entry.id} entry={entry} />
        ))}
      </Lines>
    </Section>
  );
}

function Try({ entry }: { readonly entry: SignInEntry }) {
  const { at, way, refused, address, device } = entry;
  const isIn = refused === null;
  return (
    <li>
      <div className={styles["what"]}>
        <p>
          <StateMark state={isIn ? "completed" : "faulted"} />{" "}
          {isIn ? sayOr("signInWays", way) : sayOr("signInRefusals", refused)}
        </p>
        <p className={styles["soft"]}>
          <span title={device}>{nameOf(device)}</span> · <bdi>{address}</bdi> · <Ago moment={at} />
        </p>
      </div>
    </li>
  );
}

function nameOf(device: string): string {
  const { browser, system } = deviceOf(device);
  if (browser === undefined) return say("security.unknownDevice");
  return system === undefined ? browser : say("security.device", { browser, system });
}
