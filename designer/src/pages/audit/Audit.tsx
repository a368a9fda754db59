/**
 * The audit trail: who did what, the ways to find a line, whether the trail is whole, its export.
 *
 * Never: a filter that the address doesn't tell of.
 */
import { getRouteApi } from "@tanstack/react-router";

import { EXPORT } from "../../api/audit";
import type { AuditFilter } from "../../model/auditFilter";
import buttons from "../../parts/Button.module.css";
import { DownloadIcon } from "../../parts/icons";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { useMe } from "../useMe";
import styles from "./Audit.module.css";
import { Check } from "./Check";
import { Entries } from "./Entries";
import { Filters } from "./Filters";

const route = getRouteApi("/audit");

export function Audit() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe();
  const change = (next: AuditFilter) => void navigate({ search: next, replace: true });
  const clear = Object.keys(filter).length > 0 ? () => change({}) : undefined;
  const link = me.permissions.includes("audit:export") && (
    <a className={buttons["plain"]} href={EXPORT} download="audit.jsonl">
      <DownloadIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("audit.export")}
    </a>
  );
  return (
    <Page title={say("audit.title")} actions={link}>
      <p className={styles["hint"]}>{say("audit.hint")}</p>
      <Check />
      <Filters filter={filter} onChange={change} onClear={clear} />
      <Entries filter={filter} onClear={clear} />
    </Page>
  );
}
