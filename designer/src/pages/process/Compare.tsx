/**
 * How two versions of a process differ, in words: which tasks, and of each what.
 *
 * Never: lines of text compared; a comment or another order of keys is no difference.
 */
import { Select } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";

import type { ProcessShown } from "../../api/processes";
import { Difference } from "../../editor/publishing/Difference";
import { say } from "../../words";
import styles from "../../editor/publishing/Difference.module.css";

const route = getRouteApi("/processes/$namespace/$name");

/** The newest two, until somebody chooses others. */
export function Compare({ process }: { readonly process: ProcessShown }) {
  const { from: before, to: after } = route.useSearch();
  const navigate = route.useNavigate();
  const { namespace, name } = process;
  const [newest, second] = process.versions.map(({ version }) => version);
  if (newest === undefined || second === undefined) return null;
  const [from, to] = [before ?? second, after ?? newest];
  const choose = (chosen: { readonly from?: string; readonly to?: string }) =>
    void navigate({ search: (now) => ({ ...now, from, to, ...chosen }), replace: true });
  return (
    <section className={styles["compare"]} aria-label={say("compare.title")}>
      <h2>{say("compare.title")}</h2>
      <div className={styles["choices"]}>
        <VersionField
          label={say("compare.from")}
          process={process}
          value={from}
          onChange={(chosen) => choose({ from: chosen })}
        />
        <VersionField
          label={say("compare.to")}
          process={process}
          value={to}
          onChange={(chosen) => choose({ to: chosen })}
        />
      </div>
      <Difference namespace={namespace} name={name} from={from} to={to} />
    </section>
  );
}

type VersionProps = {
  readonly label: string;
  readonly process: ProcessShown;
  readonly value: string;
  readonly onChange: (version: string) => void;
};

function VersionField({ label, process, value, onChange }: VersionProps) {
  const versions = process.versions.map(({ version }) => version);
  return (
    <Select
      label={label}
      data={versions.includes(value) ? versions : [value, ...versions]}
      value={value}
      onChange={(version) => {
        if (version !== null) onChange(version);
      }}
      allowDeselect={false}
      searchable
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
