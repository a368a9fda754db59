/**
 * What a table would do, line by line; or what is wrong in it, with the remedy.
 *
 * Never: both; with one fault nothing is done.
 */
import type { Imported } from "../../api/people";
import { say, sayOr } from "../../words";
import styles from "./People.module.css";

export function ImportLines({ seen }: { readonly seen: Imported }) {
  if (seen.errors.length > 0) return <Faults seen={seen} />;
  const more = seen.new + seen.changed - seen.lines.length;
  return (
    <>
      {seen.lines.length > 0 && (
        <ol className={styles["lines"]} aria-label={say("import.change")}>
          {seen.lines.map(({ line, email, name, change, fields }) => (
            <li key={line}>
              <p>
                <span className={styles["soft"]}>{say("import.line", { line })}</span>{" "}
                <strong>
                  <bdi>{name}</bdi>
                </strong>{" "}
                <bdi className={styles["soft"]}>{email}</bdi> · {say(`import.${change}`)}
              </p>
              <Changes fields={fields} />
            </li>
          ))}
        </ol>
      )}
      {more > 0 && <p className={styles["soft"]}>{say("import.andMore", { count: more })}</p>}
    </>
  );
}

type ChangesProps = { readonly fields: Imported["lines"][number]["fields"] };

function Changes({ fields }: ChangesProps) {
  return (
    <dl className={styles["changes"]}>
      {Object.entries(fields)
        .filter(([, [was = "", now = ""]]) => was !== now)
        .map(([name, [was = "", now = ""]]) => (
          <div key={name}>
            <dt>{sayOr("importFields", name)}</dt>
            <dd>
              {was !== "" && (
                <del>
                  <bdi>{was}</bdi>
                </del>
              )}{" "}
              {now === "" ? say("people.none") : <bdi>{now}</bdi>}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Faults({ seen }: { readonly seen: Imported }) {
  return (
    <ol className={styles["lines"]} aria-label={say("import.fault")}>
      {seen.errors.map(({ line, column, message, remedy }) => (
        <li key={`${String(line)} ${column ?? ""} ${message}`}>
          <p>
            <span className={styles["soft"]}>
              {say("import.line", { line })}
              {column !== null && ` · ${sayOr("importFields", column)}`}
            </span>
          </p>
          <p className={styles["fault"]}>
            <bdi>{message}</bdi>
          </p>
          <p>
            <bdi>{remedy}</bdi>
          </p>
        </li>
      ))}
    </ol>
  );
}
