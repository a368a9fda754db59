/**
 * The processes that come along ready-made, each with its picture.
 *
 * Never: one that is only named; whoever chooses sees what they get.
 */
import { useEffect, useEffectEvent, useMemo } from "react";

import { type ReadyProcess, useReady } from "../../api/ready";
import { draftOf } from "../../model/draft";
import { Empty, Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { LazyPicture } from "../LazyPicture";
import styles from "./Edit.module.css";

type Props = {
  readonly chosen: string;
  /** The name of one that is chosen until somebody chooses. */
  readonly proposed?: string | undefined;
  readonly onChoose: (ready: ReadyProcess) => void;
};

export function ReadyChoice({ chosen, proposed, onChoose }: Props) {
  const ready = useReady();
  const first = chosen === "" ? ready.data?.find(({ name }) => name === proposed) : undefined;
  const choose = useEffectEvent(onChoose);
  useEffect(() => {
    if (first !== undefined) choose(first);
  }, [first]);
  const document = useMemo(() => draftOf(chosen).shown?.document, [chosen]);
  if (ready.isError) return <Trouble error={ready.error} />;
  if (ready.data === undefined) return <Loading label={say("page.loading")} />;
  const shown = ready.data.find(({ text }) => text === chosen);
  return (
    <div className={styles["ready"]}>
      <div className={styles["choices"]} role="radiogroup" aria-label={say("newProcess.ready")}>
        {ready.data.map((one) => (
          <label key={one.name}>
            <input
              type="radio"
              name="ready"
              checked={one === shown}
              onChange={() => onChoose(one)}
            />
            <b>
              <bdi>{one.title}</bdi>
            </b>
            <span>
              <bdi>{one.summary}</bdi>
            </span>
          </label>
        ))}
      </div>
      {shown === undefined || document === undefined ? (
        <Empty title={say("newProcess.readyMore")} />
      ) : (
        <div className={styles["preview"]}>
          <LazyPicture
            key={shown.name}
            document={document}
            label={say("process.pictureOf", { name: shown.title })}
          />
        </div>
      )}
    </div>
  );
}
