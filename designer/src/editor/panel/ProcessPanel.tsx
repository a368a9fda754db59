/**
 * The process itself: what it is called, what it asks for, when it begins, what comes out of it.
 *
 * Never: its namespace or name changed; those say which process it is.
 */
import { at } from "../../model/graphValues";
import { say } from "../../words";
import { DrawnForm } from "./FormArgument";
import { Shaping } from "./DataPart";
import { Fold } from "./Fold";
import { Lasting } from "./Lasting";
import { Line } from "./Line";
import { Rows } from "./Rows";
import styles from "./panel.module.css";
import { Problems } from "./Problems";
import { SchedulePart } from "./SchedulePart";
import { useDocument, useFound } from "./usePanel";

const OVERDUE = "/document/metadata/baton/overdueAfter";

export function ProcessPanel() {
  const document = useDocument();
  const found = useFound();
  const about = (key: string) => {
    const value = at(document, "document", key);
    return typeof value === "string" ? value : "";
  };
  // Those of tasks are told at the tasks.
  const own = found.filter(({ pointer }) => !pointer.startsWith("/do/"));
  return (
    <>
      <header className={styles["head"]}>
        <div className={styles["headWords"]}>
          <h2>
            <bdi>{about("title") === "" ? about("name") : about("title")}</bdi>
          </h2>
          <p className={styles["kind"]}>{say("panel.process.kind")}</p>
        </div>
      </header>
      <Problems problems={own} />
      <Line pointer="/document/title" label={say("panel.process.title")} />
      <Line pointer="/document/summary" label={say("panel.process.summary")} long />
      <dl className={styles["facts"]}>
        <dt>{say("panel.process.name")}</dt>
        <dd>
          <bdi dir="ltr">{`${about("namespace")}/${about("name")}`}</bdi>
        </dd>
      </dl>
      <Line
        pointer="/document/version"
        label={say("panel.process.version")}
        hint={say("panel.process.versionHint")}
        isCode
      />
      <DrawnForm
        pointer="/input/schema/document"
        label={say("panel.process.form")}
        hint={say("panel.process.formHint")}
        within=""
      />
      <SchedulePart />
      <Fold
        title={say("panel.process.more")}
        pointers={["/document/tags", OVERDUE, "/output", "/input/from"]}
      >
        <Lasting
          pointer={OVERDUE}
          label={say("panel.process.overdue")}
          hint={say("panel.process.overdueHint")}
          within="/document"
        />
        <Rows
          pointer="/document/tags"
          label={say("panel.process.tags")}
          within="/document"
          textOnly
        />
        <Shaping pointer="/input/from" within="" label={say("panel.data.from")} />
        <Shaping
          pointer="/output/as"
          within=""

          label={say("panel.process.output")}
        />
      </Fold>
    </>
  );
}
