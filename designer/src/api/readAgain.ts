/**
 * Reads again what this page has read before, when it is heard that something has changed.
 *
 * Never: a reading that is given up for the next one; while news come faster than the pages of a
 * long list are read, none of them would ever be seen.
 */
import type { Query, QueryClient } from "@tanstack/react-query";

const toBeRead = new WeakSet<Query>();

/** Once what is on its way has come; however often it is asked for until then. */
export function readAgain(client: QueryClient, query: Query): void {
  if (toBeRead.has(query)) return;
  toBeRead.add(query);
  const reading = query.state.fetchStatus === "fetching" ? query.promise : undefined;
  void Promise.resolve(reading)
    .catch(() => undefined)
    .then(() => {
      toBeRead.delete(query);
      return client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    });
}
