/**
 * Departments and groups: where people belong, and who is named together.
 *
 * Never: an old tree after a change; whatever is shown of people is asked for anew.
 */
import { useQuery } from "@tanstack/react-query";

import { get, patch, post, put, remove } from "./client";
import { PEOPLE, useDeed } from "./people";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Department = Schemas["DepartmentShown"];
export type DepartmentChange = Schemas["DepartmentChange"];
export type Group = Schemas["GroupShown"];
export type GroupWanted = Schemas["GroupWanted"];

export function useDepartments() {
  return useQuery({
    queryKey: [PEOPLE, "departments"],
    queryFn: ({ signal }) => get("/api/v1/departments", { signal }),
  });
}

type DepartmentDeed =
  | { readonly kind: "add"; readonly name: string; readonly parentId: string | null }
  | { readonly kind: "change"; readonly id: string; readonly wanted: DepartmentChange }
  | { readonly kind: "remove"; readonly id: string };

export function useDepartmentDeed() {
  return useDeed(async (deed: DepartmentDeed): Promise<void> => {
    if (deed.kind === "add") {
      const { name, parentId } = deed;
      await post("/api/v1/departments", { body: JSON.stringify({ name, parentId }) });
    } else if (deed.kind === "change") {
      const { id, wanted } = deed;
      await patch("/api/v1/departments/{id}", { path: { id }, body: JSON.stringify(wanted) });
    } else {
      await remove("/api/v1/departments/{id}", { path: { id: deed.id } });
    }
  });
}

export function useGroups() {
  return useQuery({
    queryKey: [PEOPLE, "groups"],
    queryFn: ({ signal }) => get("/api/v1/groups", { signal }),
  });
}

/** Everybody who is in it now, also by their department. */
export function usePeopleOfGroup(id: string) {
  return useQuery({
    queryKey: [PEOPLE, "group", id],
    queryFn: ({ signal }) => get("/api/v1/groups/{id}/people", { path: { id }, signal }),
  });
}

/** A new one where no id is given. */
export function usePutGroup(id: string | undefined) {
  return useDeed(async (wanted: GroupWanted): Promise<void> => {
    const body = JSON.stringify(wanted);
    if (id === undefined) await post("/api/v1/groups", { body });
    else await put("/api/v1/groups/{id}", { path: { id }, body });
  });
}

export function useRemoveGroup(id: string) {
  return useDeed(async (): Promise<void> => {
    await remove("/api/v1/groups/{id}", { path: { id } });
  });
}
