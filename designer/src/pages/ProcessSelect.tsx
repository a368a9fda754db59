/**
 * Chooses a process, or none.
 *
 * Never: a process that one may not see.
 */
import { useProcesses } from "../api/processes";
import { SearchSelect } from "../parts/SearchSelect";

type Props = {
  readonly label: string;
  /** What it means that none is chosen. */
  readonly none: string;
  readonly description?: string | undefined;
  readonly value: string | undefined;
  readonly isIdle?: boolean;
  readonly onChange: (value: string | undefined) => void;
};

export function ProcessSelect({ none, ...more }: Props) {
  const { processes = [] } = useProcesses({});
  const choices = processes.map(({ namespace, name, title }) => ({
    value: `${namespace}/${name}`,
    label: title ?? name,
  }));
  return <SearchSelect placeholder={none} choices={choices} {...more} />;
}
