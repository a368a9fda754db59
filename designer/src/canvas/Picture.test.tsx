/**
 * The picture and the list of a process, with the layout engine replaced.
 *
 * Never: an assertion on where something is drawn; the tests of the layout have that.
 */
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactElement } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { Look } from "../look/Look";
import type { Graph } from "../model/graphTypes";
import type { Json } from "../model/json";
import { arrange } from "./arrange";
import type { Layout } from "./layout";
import { Picture, type TaskShown } from "./Picture";

vi.mock("./arrange");

const set = { set: { a: 1 } };
const PROCESS: Json = {
  schedule: { every: { minutes: 5 } },
  do: [
    { who: { switch: [{ named: { when: ".name", then: "greet" } }, { rest: { then: "exit" } }] } },
    { greet: { do: [{ hello: set }, { wave: { wait: "PT5S" } }] } },
    { done: { ...set, if: ".x" } },
  ],
};

/** One below the other. */
function stacked(graph: Graph): Layout {
  const box = (index: number) => ({ x: 0, y: index * 100, width: 240, height: 58 });
  return {
    width: 240,
    height: graph.nodes.length * 100,
    boxes: new Map(graph.nodes.map(({ id }, index) => [id, box(index)])),
    lines: graph.edges.map((edge) => ({ edge, points: [], label: undefined })),
  };
}

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  vi.mocked(arrange)
    .mockReset()
    .mockImplementation((graph) => Promise.resolve(stacked(graph)));
});

function show(picture: ReactElement, direction: "ltr" | "rtl" = "ltr") {
  const { rerender } = render(<Look direction={direction}>{picture}</Look>);
  return {
    user: userEvent.setup(),
    again: (next: ReactElement) => rerender(<Look direction={direction}>{next}</Look>),
  };
}

const ran = (state: TaskShown["state"], visits = 1): TaskShown => ({ state, visits });
const task = (name: string) => screen.findByRole("button", { name: new RegExp(`^${name}\\b`) });
const here = () => document.activeElement?.getAttribute("data-task");

describe("the picture", () => {
  it("shows every task with what it does", async () => {
    show(<Picture document={PROCESS} label="Picture of hello" onSelect={vi.fn()} />);
    expect(await task("who")).toHaveAccessibleName("who, Choose a way");
    expect(await task("wave")).toHaveAccessibleName("wave, for 5s, Wait");
    expect(await task("done")).toHaveAccessibleName("done, if .x, a = 1, Set values");
    expect(screen.getByText("every 5m")).toBeVisible();
  });

  it("says what has become of each task, and changes only that", async () => {
    const props = { document: PROCESS, label: "Run", onSelect: vi.fn() };
    const { again } = show(<Picture {...props} tasks={new Map([["/do/0/who", ran("running")]])} />);
    expect(await task("who")).toHaveAccessibleName(/Running$/);
    const tasks = new Map([["/do/0/who", { ...ran("completed", 3), attempts: 2 }]]);
    again(<Picture {...props} tasks={tasks} />);
    expect(await task("who")).toHaveAccessibleName(/Completed, entered 3 times, 2 attempts$/);
    expect(arrange).toHaveBeenCalledOnce();
  });

  it("is one stop for the Tab key; arrows walk the tasks and Enter chooses", async () => {
    const onSelect = vi.fn();
    const { user } = show(<Picture document={PROCESS} label="Picture" onSelect={onSelect} />);
    (await task("who")).focus();
    expect(document.querySelectorAll("[data-task][tabindex='0']")).toHaveLength(1);
    const steps: [string, string][] = [
      ["{ArrowUp}", "/do/0/who"],
      ["{ArrowRight}", "/do/0/who"],
      ["{ArrowDown}", "/do/1/greet"],
      ["{ArrowRight}", "/do/1/greet/do/0/hello"],
      ["{ArrowDown}", "/do/1/greet/do/1/wave"],
      ["{ArrowLeft}", "/do/1/greet"],
      ["{End}", "/do/2/done"],
      ["{ArrowDown}", "/do/2/done"],
      ["{Control>}{Home}{/Control}", "/do/2/done"],
      ["{Home}", "/do/0/who"],
    ];
    for (const [key, to] of steps) {
      await user.keyboard(key);
      expect(here(), key).toBe(to);
    }
    expect(onSelect).not.toHaveBeenCalled();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(onSelect).toHaveBeenCalledExactlyOnceWith("/do/1/greet");
    expect(document.querySelectorAll("[data-task][tabindex='0']")).toHaveLength(1);
  });

  it("walks into blocks to the left where one reads to the left", async () => {
    const { user } = show(<Picture document={PROCESS} label="Picture" onSelect={vi.fn()} />, "rtl");
    (await task("greet")).focus();
    await user.keyboard("{ArrowLeft}");
    expect(here()).toBe("/do/1/greet/do/0/hello");
    await user.keyboard("{ArrowRight}");
    expect(here()).toBe("/do/1/greet");
  });

  it("chooses by a press, and shows what is chosen", async () => {
    const onSelect = vi.fn();
    const props = { document: PROCESS, label: "Picture", onSelect };
    const { again } = show(<Picture {...props} />);
    // A press alone: the plane wants to know more of a mouse than a made one can tell.
    fireEvent.click(await task("hello"));
    expect(onSelect).toHaveBeenCalledExactlyOnceWith("/do/1/greet/do/0/hello");
    again(<Picture {...props} selected="/do/1/greet/do/0/hello" />);
    await waitFor(async () => expect(await task("hello")).toHaveAttribute("aria-current", "true"));
    expect(await task("hello")).toHaveAttribute("tabindex", "0");
  });

  it("is only read where nothing can be chosen", async () => {
    show(<Picture document={PROCESS} label="Picture" />);
    expect(await screen.findByRole("group", { name: /^who\b/ })).toHaveAttribute("tabindex", "0");
    expect(screen.queryByRole("button", { name: /^who\b/ })).toBeNull();
  });

  it("never shows a layout that comes late over a newer one", async () => {
    const answers: ((layout: Layout) => void)[] = [];
    const graphs: Graph[] = [];
    vi.mocked(arrange).mockImplementation((graph) => {
      graphs.push(graph);
      return new Promise((resolve) => answers.push(resolve));
    });
    const answer = (index: number) =>
      act(async () => {
        const graph = graphs[index];
        if (graph !== undefined) answers[index]?.(stacked(graph));
        await Promise.resolve();
      });
    const { again } = show(<Picture document={{ do: [{ older: set }] }} label="Picture" />);
    again(<Picture document={{ do: [{ newer: set }] }} label="Picture" />);
    await answer(graphs.length - 1);
    expect(await screen.findByText("newer")).toBeVisible();
    for (const index of graphs.keys()) await answer(index);
    expect(screen.getByText("newer")).toBeVisible();
    expect(screen.queryByText("older")).toBeNull();
  });

  it("says what to do when it can't be drawn; the list is there all the same", async () => {
    vi.mocked(arrange).mockRejectedValue(new Error("no worker"));
    const { user } = show(<Picture document={PROCESS} label="Picture" />);
    expect(await screen.findByRole("alert")).toHaveTextContent(/could not be drawn.*list/i);
    await user.click(screen.getByRole("radio", { name: "List" }));
    expect(screen.getByText("greet", { selector: "b *" })).toBeVisible();
  });

  it("leaves very large processes to the list", async () => {
    const tasks = Array.from({ length: 1_501 }, (_, index) => ({ [`t${index}`]: set }));
    show(<Picture document={{ do: tasks }} label="Picture" />);
    expect(await screen.findByRole("alert")).toHaveTextContent("1,501");
    expect(arrange).not.toHaveBeenCalled();
  });

  it("says so where there is nothing to draw", () => {
    show(<Picture document={null} label="Picture" />);
    expect(screen.getByText("This process has no tasks yet.")).toBeVisible();
  });
});

describe("the list", () => {
  async function list(picture: ReactElement) {
    const { user } = show(picture);
    await user.click(screen.getByRole("radio", { name: "List" }));
    return { user, region: screen.getByRole("region") };
  }
  const entryOf = (name: string) => {
    const entry = screen.getByText(name, { selector: "b *, button *" }).closest("li");
    if (entry === null) throw new Error(`Not listed: ${name}`);
    return within(entry);
  };

  it("tells the tasks in lists in lists, and where each leads", async () => {
    const { region } = await list(<Picture document={PROCESS} label="Picture of hello" />);
    expect(region).toHaveAccessibleName("Picture of hello");
    expect(entryOf("greet").getAllByRole("listitem")).toHaveLength(2);
    expect(region).toHaveTextContent("named name holds: to greet");
    expect(region).toHaveTextContent("rest: to the end of the run");
    expect(region).toHaveTextContent("every 5m");
    expect(region).not.toHaveTextContent("then to");
  });

  it("tells what has become of each task, in words", async () => {
    const tasks = new Map([["/do/2/done", { ...ran("faulted", 2), attempts: 4 }]]);
    await list(<Picture document={PROCESS} tasks={tasks} label="Run" />);
    const entry = entryOf("done");
    expect(entry.getByText("Faulted")).toBeVisible();
    expect(entry.getByText("entered 2 times")).toBeVisible();
    expect(entry.getByText("4 attempts")).toBeVisible();
    expect(entryOf("who").queryByText("Pending")).toBeNull();
  });

  it("chooses a task", async () => {
    const onSelect = vi.fn();
    const { user } = await list(<Picture document={PROCESS} label="Picture" onSelect={onSelect} />);
    await user.click(screen.getByRole("button", { name: "wave" }));
    expect(onSelect).toHaveBeenCalledExactlyOnceWith("/do/1/greet/do/1/wave");
  });

  it("says of branches nothing but what they do", async () => {
    const branches = [{ one: set }, { two: set }];
    const { region } = await list(
      <Picture document={{ do: [{ f: { fork: { branches } } }] }} label="Forked" />,
    );
    expect(region).toHaveTextContent("2 branches side by side");
    expect(region).not.toHaveTextContent("then to");
  });
});
