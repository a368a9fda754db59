/**
 * An address at which there is nothing.
 *
 * Never: a dead end.
 */
import { Link } from "@tanstack/react-router";

import { Empty } from "../parts/Empty";
import { Page } from "../parts/Page";
import { say } from "../words";

export function Missing() {
  return (
    <Page title={say("missing.title")}>
      <Empty title={say("missing.more")}>
        <p>
          <Link to="/processes">{say("missing.back")}</Link>
        </p>
      </Empty>
    </Page>
  );
}
