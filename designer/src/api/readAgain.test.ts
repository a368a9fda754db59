/**
 * Lists that are read again while they are being read.
 *
 * Never: a clock; the test answers when it wants to.
 */
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";

import { readAgain } from "./readAgain";

test("what is being read comes to its end, and is read once more however much has changed", async () => {
  const client = new QueryClient();
  const answers: ((answer: number) => void)[] = [];
  const given: AbortSignal[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ["list"],
    queryFn: ({ signal }) => {
      given.push(signal);
      return new Promise<number>((answer) => answers.push(answer));
    },
  });
  const seen: (number | undefined)[] = [];
  const forget = observer.subscribe(({ data }) => seen.push(data));
  const query = client.getQueryCache().getAll()[0];
  if (query === undefined) throw new Error("Nothing is read.");
  for (let change = 0; change < 3; change += 1) readAgain(client, query);
  answers[0]?.(1);
  await vi.waitFor(() => {
    expect(answers).toHaveLength(2);
  });
  expect(given[0]?.aborted).toBe(false);
  expect(seen).toContain(1);
  answers[1]?.(2);
  await vi.waitFor(() => {
    expect(seen.at(-1)).toBe(2);
  });
  expect(answers).toHaveLength(2);
  forget();
});
