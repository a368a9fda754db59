/**
 * What one may go on drawing: sketches that are not published yet, the newest on top.
 *
 * Never: an empty part; who has begun nothing sees nothing of it.
 */
import { Link } from "@tanstack/react-router";

import { useSketches } from "../../api/sketches";
import { ListOf } from "../../parts/ListOf";
import { Row, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Home.module.css";
import { Part } from "./Part";

const MOST = 5;

export function Drafts() {
  const { data: sketches = [] } = useSketches(true);
  if (sketches.length === 0) return null;
  return (
    <Part title={say("home.drafts")}>
      <ListOf
        label={say("home.drafts")}
        items={sketches.slice(0, MOST)}
        keyOf={({ namespace, name }) => `${namespace}/${name}`}
      >
        {({ namespace, name, title, savedByName, savedAt }) => (
          <Row columns={styles["line"]}>
            <RowWords>
              <RowTitle>
                <Link data-row to="/processes/$namespace/$name/edit" params={{ namespace, name }}>
                  <bdi>{title ?? name}</bdi>
                </Link>
              </RowTitle>
              <RowMore>
                <bdi>{`${namespace}/${name}`}</bdi>
                {savedByName !== null && <bdi>{savedByName}</bdi>}
              </RowMore>
            </RowWords>
            <span className={styles["when"]}>
              <Ago moment={savedAt} />
            </span>
          </Row>
        )}
      </ListOf>
    </Part>
  );
}
