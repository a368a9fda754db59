/**
 * The server's knowledge of jq: what an expression makes of some data, and the words of the language.
 *
 * Never: asked at every key; who types is asked for once they pause.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { get, post } from "../../api/client";
import type { Json } from "../../model/json";
import type { Trial } from "../../model/jq/samples";

export type Fault = {
  readonly kind: "syntax" | "data" | "limit";
  readonly message: string;
  readonly remedy: string;
  /** Characters from the beginning; nothing where it is in no place. */
  readonly offset: number | null;
};
export type Evaluation = {
  readonly results: readonly Json[];
  readonly more: boolean;
  readonly fault: Fault | null;
};
export type Word = {
  readonly name: string;
  readonly signature: string;
  readonly category: string;
  readonly summary: string;
  readonly example: string;
};
export type Words = {
  readonly functions: readonly Word[];
  readonly keywords: readonly string[];
  readonly formats: readonly string[];
  readonly variables: readonly { readonly name: string; readonly summary: string }[];
};

const PAUSE_MS = 250;

const NO_WORDS: Words = { functions: [], keywords: [], formats: [], variables: [] };

export const wordsQuery = queryOptions({
  queryKey: ["jq-words"],
  queryFn: ({ signal }) => get("/api/v1/expressions/words", { signal }),
  staleTime: Infinity,
});

/** Without them one writes all the same, so that nobody waits for them. */
export function useWords(): Words {
  return useQuery(wordsQuery).data ?? NO_WORDS;
}

export function evaluationQuery(code: string, trial: Trial | undefined, key: string) {
  const { data, variables } = trial ?? { data: null, variables: {} };
  return queryOptions({
    queryKey: ["jq-evaluation", code, key],
    queryFn: async ({ signal }): Promise<Evaluation> => {
      const body = written({ expression: code, data, variables });
      const answer = await post("/api/v1/expressions/evaluate", { body, signal });
      // OpenAPI can't say that any JSON is meant.
      return { ...answer, results: answer.results as readonly Json[] };
    },
    staleTime: Infinity,
    retry: false,
  });
}

/** Of what stood there when somebody paused; nothing while that is another expression. */
export function useEvaluation(code: string, trial: Trial | undefined, key: string) {
  const paused = usePaused(code);
  const isAsked = paused.trim() !== "";
  const { data } = useQuery({ ...evaluationQuery(paused, trial, key), enabled: isAsked });
  return isAsked && paused === code ? data : undefined;
}

/** The value as it stood at the last pause. */
export function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

/** With every digit of whole numbers. */
export function written(value: unknown): string {
  const digits = JSON as { rawJSON?: (text: string) => unknown };
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "bigint" ? (digits.rawJSON?.(`${inner}`) ?? Number(inner)) : inner,
  );
}
