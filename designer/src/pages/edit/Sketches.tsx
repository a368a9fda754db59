/**
 * What one has begun to draw and not published yet, with the way back to it.
 *
 * Never: an empty box; who has begun nothing sees nothing of it.
 */
import { Link } from "@tanstack/react-router";

import { type SketchListed, useSketches } from "../../api/sketches";
import { ListOf } from "../../parts/ListOf";
import { Row, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Edit.module.css";

export function Sketches({ mayWrite }: { readonly mayWrite: boolean }) {
  const { data: sketches = [] } = useSketches(mayWrite);
  if (sketches.length === 0) return null;
  return (
    <section className={styles["sketches"]}>
      <h2>{say("newProcess.sketches")}</h2>
      <ListOf label={say("newProcess.sketches")} items={sketches} keyOf={idOf}>
        {(sketch) => <Entry sketch={sketch} />}
      </ListOf>
    </section>
  );
}

function idOf({ namespace, name }: SketchListed): string {
  return `${namespace}/${name}`;
}

function Entry({ sketch }: { readonly sketch: SketchListed }) {
  const { namespace, name, title, savedAt, savedByName } = sketch;
  return (
    <Row>
      <RowWords>
        <RowTitle>
          <Link data-row to="/processes/$namespace/$name/edit" params={{ namespace, name }}>
            <bdi>{title ?? name}</bdi>
          </Link>
        </RowTitle>
        <RowMore>
          <bdi>{idOf(sketch)}</bdi>
          <span>{say("process.savedBy", { name: savedByName ?? say("process.somebody") })}</span>
          <Moment moment={savedAt} />
        </RowMore>
      </RowWords>
    </Row>
  );
}
