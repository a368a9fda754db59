/**
 * Approvals: what waits for whom, one of them whole, and what people do about it.
 *
 * Never: a decision taken for counted before the run has said so; while it has not, the same wish
 * with the same key is asked again, which is no second one.
 */
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { ApprovalView } from "../model/approvals";
import { newKey } from "../model/keys";
import { Unreachable } from "../model/problem";
import { get, post, withTexts } from "./client";
import { live, useConnection } from "./live";
import { noticesHeard, ownDeed, readAbout } from "./notices";
import { readAgain } from "./readAgain";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type ApprovalLine = Schemas["ApprovalLine"];
export type ApprovalWhole = Schemas["ApprovalWhole"];
export type ActAnswer = Schemas["ActAnswer"];
export type BulkDecision = Schemas["BulkDecision"];
export type BulkResult = Schemas["BulkResult"];

/** What begins so is asked for anew when one hears that something has changed. */
export const APPROVALS = "approvals";
export const LONGEST_COMMENT = 10_000;
const PAGE = 50;
/** The API takes no more at once. */
const MOST_AT_ONCE = 200;
/** How often it is asked while nothing is heard. */
const UNHEARD_MS = 10_000;
const FOLLOW_MS = 1_500;
const FOLLOW_MOST_MS = 15_000;
export const [COUNTED, RECORDED] = [200, 202];

const FILTERS = {
  waiting: { assignee: "me" },
  standin: { assignee: "standin" },
  requested: { requester: "me" },
  decided: { decided: "me" },
} as const satisfies Record<ApprovalView, object>;

export function useApprovals(view: ApprovalView, search = "") {
  const unheard = useConnection() !== "live";
  const pages = useInfiniteQuery({
    queryKey: [APPROVALS, "list", view, search],
    queryFn: ({ signal, pageParam: cursor }) => {
      const sought = search === "" ? undefined : search;
      const query = { ...FILTERS[view], search: sought, limit: PAGE, cursor };
      return get("/api/v1/approvals", { query, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: unheard ? UNHEARD_MS : false,
  });
  const { data } = pages;
  const lines = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  return { ...pages, lines, counts: data?.pages.at(-1)?.counts };
}

/** How many wait, for who may know. */
export function useApprovalCounts(enabled: boolean) {
  return useQuery({
    queryKey: [APPROVALS, "counts"],
    queryFn: async ({ signal }) => {
      const { counts } = await get("/api/v1/approvals", { query: { limit: 1 }, signal });
      return counts;
    },
    enabled,
  });
}

export function useApproval(id: string) {
  const unheard = useConnection() !== "live";
  return useQuery({
    queryKey: [APPROVALS, "one", id],
    queryFn: ({ signal }) =>
      get("/api/v1/approvals/{approval}", { path: { approval: id }, signal }),
    refetchInterval: unheard ? UNHEARD_MS : false,
  });
}

/** Hears that something has changed; what it is, the lists say. */
export function useInbox(): void {
  const client = useQueryClient();
  useEffect(() => {
    const hear = ({ type }: { readonly type: string }) => {
      for (const query of client.getQueryCache().findAll({ queryKey: [APPROVALS] }))
        readAgain(client, query);
      noticesHeard(client, type === "inbox");
    };
    return live.watch({ topic: "inbox", hear });
  }, [client]);
}

function readAll(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [APPROVALS] });
}

export type Act =
  | { readonly kind: "decision"; readonly said: Decided; readonly fields?: string }
  | { readonly kind: "question"; readonly said: Schemas["QuestionWanted"] }
  | { readonly kind: "answer"; readonly said: Schemas["AnswerWanted"] }
  | { readonly kind: "send-back"; readonly said: Schemas["SendBackWanted"] }
  | { readonly kind: "resubmission"; readonly said: Resubmitted; readonly fields: string }
  | { readonly kind: "withdrawal"; readonly said: Schemas["WithdrawalWanted"] }
  | { readonly kind: "reassignment"; readonly said: Schemas["ReassignmentWanted"] };
type Decided = Omit<Schemas["DecisionWanted"], "fields">;
type Resubmitted = Omit<Schemas["ResubmissionWanted"], "fields">;

/** One deed. It stays under way while it is recorded only, and says so. */
export function useAct(id: string) {
  const client = useQueryClient();
  const follow = useFollowing();
  const [isRecorded, setRecorded] = useState(false);
  const wish = useRef({ text: "", key: "" });
  const given = useMutation({
    mutationFn: async (act: Act): Promise<ActAnswer> => {
      ownDeed(id);
      setRecorded(false);
      const text = JSON.stringify(act);
      // Nobody has answered, and it is sent again: that is the same wish.
      if (wish.current.text !== text) wish.current = { text, key: newKey() };
      const fields = "fields" in act ? { fields: act.fields } : {};
      const asking = {
        path: { approval: id },
        body: withTexts(act.said, fields),
        headers: { "Idempotency-Key": wish.current.key },
      };
      const ask = () => post(`/api/v1/approvals/{approval}/${act.kind}`, asking);
      return follow(
        ask,
        ({ counted }) => counted,
        () => {
          setRecorded(true);
          void readAll(client);
        },
      );
    },
    onSettled: (_, error) => {
      if (!(error instanceof Unreachable)) wish.current = { text: "", key: "" };
      setRecorded(false);
      ownDeed(id);
      if (error === null) readAbout(client, [id]);
      return readAll(client);
    },
  });
  return { ...given, isRecorded: isRecorded && given.isPending };
}

type Wanted = Omit<BulkDecision, "fields">;

/** Decides several, and tells what has become of each as far as it is known. */
export function useDecideMany(onResults: (results: readonly BulkResult[]) => void) {
  const client = useQueryClient();
  const follow = useFollowing();
  return useMutation({
    mutationFn: async (wanted: readonly Wanted[]) => {
      for (const { id } of wanted) ownDeed(id);
      for (let at = 0; at < wanted.length; at += MOST_AT_ONCE)
        await decidePart(wanted.slice(at, at + MOST_AT_ONCE), onResults, follow);
    },
    onSettled: () => readAll(client),
  });
}

async function decidePart(
  wanted: readonly Wanted[],
  onResults: (results: readonly BulkResult[]) => void,
  follow: ReturnType<typeof useFollowing>,
) {
  const headers = { "Idempotency-Key": newKey() };
  let left = wanted;
  const ask = async () => {
    const body = JSON.stringify({ decisions: left });
    const { results } = await post("/api/v1/approvals/decisions", { body, headers });
    onResults(results);
    const recorded = new Set(
      results.filter(({ status }) => status === RECORDED).map(({ id }) => id),
    );
    left = left.filter(({ id }) => recorded.has(id));
    return left.length === 0;
  };
  await follow(ask, (isDone) => isDone);
}

/** Asks again until it counts, or nobody looks any more. */
function useFollowing() {
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return useCallback(
    async <T>(ask: () => Promise<T>, counts: (answer: T) => boolean, onRecorded?: () => void) => {
      let answer = await ask();
      if (!counts(answer)) onRecorded?.();
      for (let pause = FOLLOW_MS; !counts(answer); pause = Math.min(FOLLOW_MOST_MS, pause * 1.5)) {
        await new Promise((wake) => setTimeout(wake, pause));
        if (isGone.current) break;
        try {
          answer = await ask();
        } catch (error) {
          // It is kept; that nobody answers now changes nothing about it.
          if (!(error instanceof Unreachable)) throw error;
        }
      }
      return answer;
    },
    [],
  );
}
