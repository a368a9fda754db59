/**
 * Processes that come along ready-made; each leads to its picture and makes a process of one's own.
 *
 * Never: published by a press from here; whoever takes one looks at it first.
 */
import { useReady } from "../../api/ready";
import { LinkButton } from "../../parts/LinkButton";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import styles from "./Home.module.css";
import { MoreLink, Part } from "./Part";

export function ReadyMade() {
  const { data, error } = useReady();
  return (
    <Part
      wide
      title={say("home.ready")}
      more={<MoreLink to="/processes/new">{say("home.newProcess")}</MoreLink>}
    >
      {data === undefined && <NotYet error={error} />}
      {data !== undefined && (
        <ul className={styles["cards"]} aria-label={say("home.ready")}>
          {data.map(({ name, title, summary }) => (
            <li key={name} className={styles["card"]}>
              <h3>
                <bdi>{title}</bdi>
              </h3>
              <p className={styles["about"]}>
                <bdi>{summary}</bdi>
              </p>
              <div className={styles["foot"]}>
                <LinkButton
                  to="/processes/new"
                  search={{ ready: name }}
                  aria-label={say("home.lookAt", { name: title })}
                >
                  {say("home.look")}
                </LinkButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
