/**
 * What of an organisation belongs to whoever looks: the processes they start, before the others.
 *
 * Never: one twice.
 */
type Named = { readonly namespace: string; readonly name: string };
type Ran = { readonly workflow: string };

/** Those that were run last come first, in that order; then the others as they come. */
export function mineFirst<P extends Named>(
  processes: readonly P[],
  runs: readonly Ran[],
  most: number,
): P[] {
  const order = new Map(
    [...new Set(runs.map(({ workflow }) => workflow))].map((one, at) => [one, at]),
  );
  const rank = ({ namespace, name }: Named) => order.get(`${namespace}/${name}`) ?? order.size;
  return processes.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
}

/** The day of a moment where one is, as an address writes it. */
export function dayOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
