/**
 * People and their absences: read, and changed by who may.
 *
 * Never: an old list after a change; whatever is shown of people is asked for anew.
 */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { get, patch, post, remove } from "./client";
import type { components } from "./schema";

export type Person = components["schemas"]["Person"];
export type PersonShown = components["schemas"]["PersonShown"];
export type PersonWanted = components["schemas"]["PersonWanted"];
export type PersonChange = components["schemas"]["PersonChange"];
export type Named = components["schemas"]["Named"];
export type Imported = components["schemas"]["Imported"];
export type Week = PersonShown["workingHours"];
export type AbsenceWanted = components["schemas"]["AbsenceWanted"];

export const PERSON_STATES = ["active", "invited", "disabled"] as const;
export type PersonFilter = {
  readonly search?: string;
  readonly role?: string;
  readonly department?: string;
  readonly state?: (typeof PERSON_STATES)[number];
};

const PAGE = 50;
/** What begins so is asked for anew after every change of people. */
export const PEOPLE = "people";

export function usePeopleList(filter: PersonFilter) {
  return useInfiniteQuery({
    queryKey: [PEOPLE, "list", filter],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...filter, limit: PAGE, cursor: pageParam };
      return get("/api/v1/people", { query, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function usePersonShown(id: string) {
  return useQuery({
    queryKey: [PEOPLE, "one", id],
    queryFn: ({ signal }) => get("/api/v1/people/{id}", { path: { id }, signal }),
  });
}

/** One's own are read without any further permission. */
export function useAbsences(id: string, own: boolean) {
  return useQuery({
    queryKey: [PEOPLE, "absences", id],
    queryFn: ({ signal }) =>
      own
        ? get("/api/v1/me/absences", { signal })
        : get("/api/v1/people/{id}/absences", { path: { id }, signal }),
  });
}

/** A deed after which all that is known of people may be different. */
export function useDeed<V, T>(deed: (wanted: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => client.invalidateQueries({ queryKey: [PEOPLE] }),
  });
}

export function useCreatePerson() {
  return useDeed((wanted: PersonWanted) =>
    post("/api/v1/people", { body: JSON.stringify(wanted) }),
  );
}

export function useChangePerson(id: string) {
  return useDeed((wanted: PersonChange) =>
    patch("/api/v1/people/{id}", { path: { id }, body: JSON.stringify(wanted) }),
  );
}

/** One's own name, language, time zone and working hours need no further permission. */
export function useChangeHours(id: string, own: boolean) {
  return useDeed((workingHours: Week | null) => {
    const body = JSON.stringify({ workingHours });
    return own
      ? patch("/api/v1/me/profile", { body })
      : patch("/api/v1/people/{id}", { path: { id }, body });
  });
}

export function useSwitchPerson(id: string, how: "disable" | "enable") {
  return useDeed((reason: string) => {
    const body = JSON.stringify({ reason: reason === "" ? null : reason });
    const asking = { path: { id }, body };
    return how === "disable"
      ? post("/api/v1/people/{id}/disable", asking)
      : post("/api/v1/people/{id}/enable", asking);
  });
}

export function useSendInvitation(id: string) {
  return useDeed(() => post("/api/v1/people/{id}/invitation", { path: { id } }));
}

export function useWithdraw(id: string) {
  return useDeed(() => remove("/api/v1/people/{id}/invitation", { path: { id } }));
}

type Table = { readonly text: string; readonly dryRun: boolean; readonly invite: boolean };

export function useImport() {
  return useDeed(({ text, dryRun, invite }: Table) =>
    post("/api/v1/people/import", {
      query: { dryRun: String(dryRun), invite: String(invite) },
      headers: { "Content-Type": "text/csv" },
      body: text,
    }),
  );
}

/** One's own are noted without any further permission. */
export function useAddAbsence(id: string, own: boolean) {
  return useDeed((wanted: AbsenceWanted) => {
    const body = JSON.stringify(wanted);
    return own
      ? post("/api/v1/me/absences", { body })
      : post("/api/v1/people/{id}/absences", { path: { id }, body });
  });
}

export function useRemoveAbsence(id: string, own: boolean) {
  return useDeed((absence: string) =>
    own
      ? remove("/api/v1/me/absences/{absence}", { path: { absence } })
      : remove("/api/v1/people/{id}/absences/{absence}", { path: { id, absence } }),
  );
}
