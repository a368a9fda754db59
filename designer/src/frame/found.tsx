/**
 * What the palette finds for a text: pages and settings here, processes and runs at the API.
 *
 * Never: something that this person may not use.
 */
import { useMantineColorScheme } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { NavigateOptions } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useMaySomewhere } from "../api/access";
import { get } from "../api/client";
import { useSignOut } from "../api/session";
import { show, useGuideStore } from "../guide/store";
import { useMayBeGuided } from "../guide/useMayBeGuided";
import {
  LightIcon,
  HelpIcon,
  LanguageIcon,
  ProcessesIcon,
  SignOutIcon,
  StartIcon,
} from "../parts/icons";
import { StateMark } from "../parts/StateMark";
import { Ago } from "../parts/Time";
import { say } from "../words";
import { chooseLanguage, chosenLanguage, type Language, LANGUAGES } from "../words/languages";
import { usePages } from "./navigation";

export type Found = {
  readonly key: string;
  readonly name: string;
  readonly more?: ReactNode;
  readonly sign: ReactNode;
  readonly act: () => void;
};
export type FoundGroup = { readonly title: string; readonly items: readonly Found[] };
type Doing = {
  readonly go: (to: NavigateOptions) => void;
  readonly showKeys: () => void;
};

const MOST = 6;
const SIGN = { size: 18, stroke: 1.6, "aria-hidden": true } as const;

/** `typed` filters what is here at once; `sought` is asked of the API a moment later. */
export function useFound(typed: string, sought: string, doing: Doing) {
  const processes = useProcessesFound(typed, sought, doing);
  const runs = useRunsFound(typed, sought, doing);
  const settings = useSettings(doing);
  const pages = usePages().map(({ to, word, icon: Icon }) => ({
    key: to,
    name: say(word),
    sign: <Icon {...SIGN} />,
    act: () => doing.go({ to }),
  }));
  const groups: FoundGroup[] = [
    { title: say("palette.pages"), items: pages.filter(named(typed)) },
    { title: say("nav.processes"), items: processes.items },
    { title: say("nav.runs"), items: runs.items },
    { title: say("palette.settings"), items: typed === "" ? [] : settings.filter(named(typed)) },
  ];
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    searching: processes.searching || runs.searching || typed !== sought,
    error: processes.error ?? runs.error,
  };
}

function named(typed: string) {
  const wanted = typed.toLocaleLowerCase();
  return ({ name }: Found) => name.toLocaleLowerCase().includes(wanted);
}

/** Whether what was found for an earlier text may stay until the new answer is here. */
function stillFits(typed: string, ...texts: readonly (string | null)[]): boolean {
  const wanted = typed.toLocaleLowerCase();
  return texts.some((text) => text?.toLocaleLowerCase().includes(wanted) === true);
}

function useProcessesFound(typed: string, search: string, { go }: Doing) {
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ["palette", "processes", search],
    queryFn: ({ signal }) =>
      get("/api/v1/processes", {
        query: { limit: MOST, search: search === "" ? undefined : search },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const mayStart = useMaySomewhere()("runs:start");
  const old = isPlaceholderData || typed !== search;
  const items = (data?.items ?? []).flatMap((process): Found[] => {
    const { namespace, name, title } = process;
    if (old && !stillFits(typed, namespace, name, title)) return [];
    const params = { namespace, name };
    const id = `${namespace}/${name}`;
    const shown = { name: title ?? name, more: id };
    const open: Found = {
      ...shown,
      key: `process ${id}`,
      sign: <ProcessesIcon {...SIGN} />,
      act: () => go({ to: "/processes/$namespace/$name", params }),
    };
    const start: Found = {
      ...shown,
      key: `start ${id}`,
      name: say("palette.start", { name: shown.name }),
      sign: <StartIcon {...SIGN} />,
      act: () => go({ to: "/processes/$namespace/$name/start", params }),
    };
    return mayStart && process.version !== null && search !== "" ? [open, start] : [open];
  });
  return { items, error, searching: isFetching };
}

function useRunsFound(typed: string, search: string, { go }: Doing) {
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ["palette", "runs", search],
    queryFn: ({ signal }) =>
      get("/api/v1/runs", {
        query: { limit: MOST, search: search === "" ? undefined : search },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const old = isPlaceholderData || typed !== search;
  const fitting = (data?.items ?? []).filter(
    ({ id, workflow, title }) => !old || stillFits(typed, id, workflow, title),
  );
  const items = fitting.map((run): Found => ({
    key: run.id,
    name: run.title ?? run.workflow,
    more: (
      <>
        {say(`status.${run.status}`)} · <Ago moment={run.createdAt} />
      </>
    ),
    sign: <StateMark state={run.status} />,
    act: () => go({ to: "/runs/$id", params: { id: run.id } }),
  }));
  return { items, error, searching: isFetching };
}

function useSettings({ showKeys }: Doing): Found[] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const guide = useGuideStore();
  const guided = useMayBeGuided()
    ? [
        {
          key: "guide",
          name: say("guide.title"),
          sign: <HelpIcon {...SIGN} />,
          act: () => show(guide),
        },
      ]
    : [];
  const others = (Object.keys(LANGUAGES) as Language[]).filter((one) => one !== chosenLanguage());
  const other = colorScheme === "dark" ? "light" : "dark";
  return [
    ...others.map((language) => ({
      key: language,
      name: say("palette.language", { language: LANGUAGES[language].name }),
      sign: <LanguageIcon {...SIGN} />,
      act: () => chooseLanguage(language),
    })),
    {
      key: "light",
      name: say(other === "dark" ? "palette.dark" : "palette.light"),
      sign: <LightIcon {...SIGN} />,
      act: () => setColorScheme(other),
    },
    ...guided,
    { key: "keys", name: say("keys.title"), sign: <HelpIcon {...SIGN} />, act: showKeys },
    {
      key: "out",
      name: say("header.signOut"),
      sign: <SignOutIcon {...SIGN} />,
      act: () => signOut.mutate(),
    },
  ];
}
