/**
 * What has happened in a run, read and heard at the same time.
 *
 * Never: an older state of it over a newer one.
 */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";

import { stubApi } from "../testing/api";
import { stubSockets } from "../testing/socket";
import { live } from "./live";
import { courseOf, useCourse } from "./runs";

const line = (sequence: number, kind: string) => ({
  sequence,
  kind,
  task: "",
  visit: "",
  at: "2026-01-01T10:00:00.000Z",
  body: {},
});

const RETRIED = [line(2, "run.retried"), line(3, "run.completed")];

/** A run that has faulted is looked at; then it is read again, and heard of before the answer. */
async function readWhileHeard(answer: object) {
  const sockets = stubSockets();
  let reads = 0;
  stubApi({
    "GET /api/v1/runs/r1/trace": () => {
      reads += 1;
      if (reads === 1)
        return { body: { items: [line(1, "run.faulted")], status: "faulted", after: 1 } };
      sockets[0]?.say({ type: "trace", run: "r1", items: RETRIED, status: "completed", after: 3 });
      return { body: answer };
    },
  });
  const client = new QueryClient();
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result, unmount } = renderHook(() => useCourse("r1"), { wrapper });
  await waitFor(() => {
    expect(result.current.data?.status).toBe("faulted");
  });
  act(() => sockets[0]?.open());
  await act(() => client.invalidateQueries({ queryKey: courseOf("r1") }));
  expect(reads).toBe(2);
  await waitFor(() => {
    expect(result.current.data?.status).toBe("completed");
  });
  expect(result.current.data?.lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  unmount();
  live.stop();
}

it.each([
  ["fewer lines", { items: RETRIED.slice(0, 1), status: "running", after: 2 }],
  ["as many lines", { items: RETRIED, status: "running", after: 3 }],
])("keeps what was heard while it was read with %s", async (_, answer) => {
  await readWhileHeard(answer);
});
