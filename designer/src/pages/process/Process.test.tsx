/**
 * One process, version by version.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { ADA, aRun, HELLO, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({
  Picture: ({ label, document }: { label: string; document: object }) => (
    <p>{`${label}: ${JSON.stringify(document)}`}</p>
  ),
}));
vi.mock("../../parts/YamlText", () => ({
  YamlText: ({ text }: { text: string }) => <pre>{text}</pre>,
}));

const AT = "/api/v1/processes/demo/hello";
const NOBODY = { savedByName: null, publishedByName: null, deprecatedByName: null };
const version = (number: string, state: string, more: object = {}) => ({
  namespace: "demo",
  name: "hello",
  version: number,
  state,
  ...NOBODY,
  archivedByName: null,
  savedAt: "2026-01-01T10:00:00Z",
  publishedAt: "2026-01-02T10:00:00Z",
  deprecatedAt: "2026-01-03T10:00:00Z",
  archivedAt: "2026-01-04T10:00:00Z",
  ...more,
});
const VERSIONS = [
  version("2.1.0", "draft", { savedByName: "Eve" }),
  version("2.0.0", "published", { savedByName: "Eve", publishedByName: "Ada" }),
  version("1.0.0", "deprecated", { publishedByName: "Ada", deprecatedByName: "<b>Bob</b>" }),
  version("0.1.0", "archived"),
];

function definition(number: string, state = "published"): Replies {
  const body = { document: { do: [number] }, source: `# ${number}`, state, summary: null };
  return { [`GET /api/v1/definitions/demo/hello/${number}`]: { body } };
}

/** A process of these versions. */
function process(more: object = {}, versions: readonly object[] = VERSIONS): Replies {
  return {
    ...signedIn([aRun()]),
    ...definition("2.1.0", "draft"),
    ...definition("2.0.0"),
    ...definition("1.0.0", "deprecated"),
    [`GET ${AT}`]: { body: { ...HELLO, version: "2.0.0", draft: "2.1.0", versions, ...more } },
  };
}
const view = (name: RegExp) =>
  within(screen.getByRole("navigation", { name: "Views of this process" })).getByRole("link", {
    name,
  });
const start = () => screen.queryByRole("link", { name: "Start" });

describe("a process", () => {
  it("is shown in its published version, which can be started", async () => {
    stubApi(process());
    openPage("/processes/demo/hello");
    expect(await screen.findByText('Picture of hello: {"do":["2.0.0"]}')).toBeVisible();
    expect(screen.getByRole("heading", { name: "Say hello" })).toBeVisible();
    expect(screen.getByText("version 2.0.0")).toBeVisible();
    expect(screen.getByText("Greets.")).toBeVisible();
    expect(start()).toHaveAttribute("href", "/processes/demo/hello/start");
    expect(document.title).toBe("Say hello – Baton");
  });

  it("has views that each have an address", async () => {
    stubApi(process());
    const { user } = openPage("/processes/demo/hello");
    await screen.findByText(/^Picture of hello/);
    expect(view(/^Picture/)).toHaveAttribute("aria-current", "page");
    await user.click(view(/^Text/));
    expect(await screen.findByText("# 2.0.0")).toBeVisible();
    expect(location.search).toBe("?view=text");
    await user.click(view(/^Runs/));
    expect(await screen.findByRole("link", { name: /Completed.*Say hello/ })).toBeVisible();
    await user.click(view(/^Versions 4/));
    expect(await screen.findByRole("list", { name: "Versions" })).toBeVisible();
    expect(view(/^Versions/)).toHaveAttribute("aria-current", "page");
    expect(view(/^Runs/)).not.toHaveAttribute("aria-current");
  });

  it("shows of another version everything, and starts that one", async () => {
    stubApi(process());
    const { user } = openPage("/processes/demo/hello?version=1.0.0&view=text");
    expect(await screen.findByText("# 1.0.0")).toBeVisible();
    expect(screen.getByText("Deprecated")).toBeVisible();
    expect(start()).toHaveAttribute("href", "/processes/demo/hello/start?version=1.0.0");
    await user.click(view(/^Picture/));
    expect(await screen.findByText('Picture of hello: {"do":["1.0.0"]}')).toBeVisible();
    expect(location.search).toContain("version=1.0.0");
  });

  it("can't be started in a draft, of which everything is shown", async () => {
    const api = stubApi(process());
    openPage("/processes/demo/hello?version=2.1.0");
    expect(await screen.findByText('Picture of hello: {"do":["2.1.0"]}')).toBeVisible();
    expect(screen.getByText("Draft")).toBeVisible();
    expect(start()).toBeNull();
    expect(api.asked.some(({ path }) => path.includes("2.0.0"))).toBe(false);
  });

  it("can't be started by who may not", async () => {
    const me = { ...ADA, permissions: ["definitions:read", "runs:read"] };
    stubApi({ ...process(), "GET /api/v1/me": { body: me } });
    openPage("/processes/demo/hello");
    await screen.findByText(/^Picture of hello/);
    expect(start()).toBeNull();
  });

  it("that has never been published shows its draft", async () => {
    stubApi(process({ version: null, title: null, summary: null }, VERSIONS.slice(0, 1)));
    openPage("/processes/demo/hello");
    expect(await screen.findByText('Picture of hello: {"do":["2.1.0"]}')).toBeVisible();
    expect(screen.getByRole("heading", { name: "hello" })).toBeVisible();
    expect(start()).toBeNull();
  });

  it("gives way to another one, and the focus goes to its title", async () => {
    const bye = { ...HELLO, name: "bye", title: "Say bye", versions: VERSIONS };
    const found = { items: [bye], next: null };
    stubApi({
      ...process(),
      "GET /api/v1/processes": { body: found },
      "GET /api/v1/processes/demo/bye": { body: { ...bye, version: null, draft: null } },
      "GET /api/v1/definitions/demo/bye/2.1.0": { status: 404, body: { detail: "Gone." } },
    });
    const { user } = openPage("/processes/demo/hello");
    await screen.findByText(/^Picture of hello/);
    await user.keyboard("{Control>}k{/Control}");
    await user.click(await screen.findByRole("option", { name: /^Say bye/ }));
    const title = await screen.findByRole("heading", { name: "Say bye" });
    await waitFor(() => expect(title).toHaveFocus());
    expect(await screen.findByRole("alert")).toHaveTextContent("Gone.");
  });
});

describe("the versions", () => {
  it("say who brought each into its state, and when, and lead to it", async () => {
    stubApi(process());
    const { user } = openPage("/processes/demo/hello?view=versions&version=1.0.0");
    const list = within(await screen.findByRole("list", { name: "Versions" }));
    const rows = list.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(rows).toEqual([
      expect.stringMatching(/^2\.1\.0Draftsaved by EveJan 1$/),
      expect.stringMatching(/^2\.0\.0Publishedpublished by AdaJan 2$/),
      expect.stringMatching(/^1\.0\.0Deprecateddeprecated by <b>Bob<\/b>Jan 3$/),
      expect.stringMatching(/^0\.1\.0Archivedarchived by the systemJan 4$/),
    ]);
    expect(list.getByRole("link", { name: "1.0.0" })).toHaveAttribute("aria-current", "true");
    await user.click(list.getByRole("link", { name: "2.1.0" }));
    expect(await screen.findByText('Picture of hello: {"do":["2.1.0"]}')).toBeVisible();
    expect(location.search).toContain("version=2.1.0");
  });
});

describe("trouble", () => {
  it("with a process that is not there says what to do", async () => {
    const body = { detail: "There is no demo/nobody.", remedy: "Look for it in the list." };
    stubApi({ ...signedIn(), "GET /api/v1/processes/demo/nobody": { status: 404, body } });
    openPage("/processes/demo/nobody");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "There is no demo/nobody.Look for it in the list.",
    );
    const above = within(screen.getByRole("main")).getByRole("link", { name: "Processes" });
    expect(above).toHaveAttribute("href", "/processes");
    expect(start()).toBeNull();
  });

  it("with a version that is not there leaves the rest", async () => {
    const missing = { status: 404, body: { detail: "There is no 9.9.9.", remedy: "" } };
    stubApi({ ...process(), "GET /api/v1/definitions/demo/hello/9.9.9": missing });
    openPage("/processes/demo/hello?version=9.9.9");
    expect(await screen.findByRole("alert")).toHaveTextContent("There is no 9.9.9.");
    expect(start()).toBeNull();
    expect(view(/^Versions/)).toBeVisible();
  });

  it("with an API that does not answer passes by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const api = stubApi({
      ...process(),
      "GET /api/v1/definitions/demo/hello/2.0.0": "unreachable",
    });
    openPage("/processes/demo/hello");
    expect(await screen.findByRole("alert")).toHaveTextContent("This page tries again by itself.");
    Object.assign(api.replies, definition("2.0.0"));
    await act(() => vi.advanceTimersByTimeAsync(3_500));
    expect(await screen.findByText(/^Picture of hello/)).toBeVisible();
    vi.useRealTimers();
  });

  it("at an address that there is not leads back", async () => {
    stubApi(signedIn());
    openPage("/nowhere");
    expect(await screen.findByRole("heading", { name: "Nothing here" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Go to the processes" })).toHaveAttribute(
      "href",
      "/processes",
    );
  });
});

describe("the start of a process", () => {
  it("says so of a version that is deprecated, and lets it start all the same", async () => {
    stubApi(process());
    openPage("/processes/demo/hello/start?version=1.0.0");
    expect(await screen.findByText(/This version is deprecated/)).toBeVisible();
    expect(await screen.findByRole("button", { name: "Start run" })).toBeVisible();
    expect(screen.getByText("version 1.0.0")).toBeVisible();
  });

  it("says why there is none where nothing is published", async () => {
    stubApi(process({ version: null }));
    openPage("/processes/demo/hello/start");
    expect(await screen.findByText(/No version is published/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Start run" })).toBeNull();
  });
});
