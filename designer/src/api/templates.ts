/**
 * Templates of what people are told: listed, tried, saved, brought back, deleted.
 *
 * Never: a sample rounded on its way; values are sent as they were typed.
 */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Problem } from "../model/problem";
import { get, post, put, remove, withTexts } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type TemplateListed = Schemas["TemplateListed"];
export type Template = Schemas["TemplateWithUse"];
export type TemplateShown = Schemas["TemplateShown"];
export type TemplateVersion = Schemas["TemplateVersion"];
export type Preview = Schemas["PreviewShown"];
export type Text = { readonly subject: string; readonly body: string };
export type Texts = Readonly<Partial<Record<Language, Text>>>;

export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const TEMPLATES = "templates";
const PATH = "/api/v1/notification-templates/{name}";
const NOT_FOUND = 404;

export function useTemplates() {
  return useQuery({
    queryKey: [TEMPLATES],
    queryFn: async ({ signal }) => (await get("/api/v1/notification-templates", { signal })).items,
  });
}

/** Null: there is none by that name. */
export function useTemplate(name: string, version?: number) {
  return useQuery({
    queryKey: [TEMPLATES, name, version ?? "current"],
    queryFn: async ({ signal }) => {
      try {
        return await get(PATH, { path: { name }, query: { version }, signal });
      } catch (error) {
        if (error instanceof Problem && error.status === NOT_FOUND) return null;
        throw error;
      }
    },
  });
}

export function useTemplateVersions(name: string) {
  return useQuery({
    queryKey: [TEMPLATES, name, "versions"],
    queryFn: async ({ signal }) =>
      (await get(`${PATH}/versions`, { path: { name }, signal })).items,
  });
}

/** What somebody would get; the last one stays until the next one is there. */
export function usePreview(texts: Texts, values: string) {
  const some = Object.keys(texts).length > 0;
  return useQuery({
    queryKey: ["template-preview", texts, values],
    queryFn: ({ signal }) =>
      post("/api/v1/notification-templates/preview", {
        body: withTexts({ texts }, { values }),
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: some,
    gcTime: 0,
  });
}

export type Wanted = {
  readonly base: number;
  readonly texts: Texts;
  readonly note: string;
  /** As JSON text. */
  readonly sample: string;
};

export function useSaveTemplate(name: string) {
  return useDeed(({ sample, ...wanted }: Wanted) =>
    put(PATH, { path: { name }, body: withTexts(wanted, { sample }) }),
  );
}

export function useRestoreTemplate(name: string) {
  return useDeed((wanted: { readonly version: number; readonly base: number }) =>
    post(`${PATH}/restore`, { path: { name }, body: JSON.stringify(wanted) }),
  );
}

export function useDeleteTemplate(name: string) {
  return useDeed((anyway: boolean) =>
    remove(PATH, { path: { name }, query: { anyway: String(anyway) } }),
  );
}

function useDeed<W, A>(send: (wanted: W) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: [TEMPLATES] }),
  });
}
