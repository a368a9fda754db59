/**
 * The list of processes: what each is, how it stands, how to start it.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { ADA, HELLO, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const page = (...items: readonly object[]): Replies => ({
  ...signedIn(),
  "GET /api/v1/processes": { body: { items, next: null } },
});
const row = async (name: string) => {
  const entry = (await screen.findByRole("link", { name })).closest("li");
  if (entry === null) throw new Error(`${name} stands in no list.`);
  return within(entry);
};

describe("the list of processes", () => {
  it("says what each is for and how it stands, and leads to all of it", async () => {
    const lastRun = { id: "r7", status: "faulted", createdAt: "2026-01-01T10:00:00Z" };
    stubApi(page({ ...HELLO, draft: "1.1.0", lastRun, openRuns: 2 }));
    openPage("/processes");
    const hello = await row("Say hello");
    expect(hello.getByRole("link", { name: "Say hello" })).toHaveAttribute(
      "href",
      "/processes/demo/hello",
    );
    for (const text of ["Greets.", "demo/hello", "version 1.0.0", "Draft waiting", "2 runs open"])
      expect(hello.getByText(text)).toBeVisible();
    expect(hello.getByRole("link", { name: /^Faulted/ })).toHaveAttribute("href", "/runs/r7");
    expect(hello.getByRole("link", { name: "Start Say hello" })).toHaveAttribute(
      "href",
      "/processes/demo/hello/start",
    );
    expect(document.title).toBe("Processes – Baton");
  });

  it.each([
    ["draft", null, "Draft"],
    ["archived", null, "Archived"],
    ["deprecated", "1.0.0", "Deprecated"],
  ])("marks one that is %s", async (state, version, word) => {
    stubApi(page({ ...HELLO, title: null, state, version }));
    openPage("/processes");
    const hello = await row("hello");
    expect(hello.getByText(word)).toBeVisible();
    expect(hello.getByText("Never run")).toBeVisible();
    const start = hello.queryByRole("link", { name: "Start hello" });
    expect(start === null).toBe(version === null);
  });

  it("offers no start to who may not", async () => {
    const me = { ...ADA, permissions: ["definitions:read"] };
    stubApi({ ...page(HELLO), "GET /api/v1/me": { body: me } });
    openPage("/processes");
    const hello = await row("Say hello");
    expect(hello.queryByRole("link", { name: /^Start/ })).toBeNull();
  });

  it("is only text, however a name looks", async () => {
    stubApi(page({ ...HELLO, title: "<i>x</i> \u202e مرحبا", summary: "a".repeat(5_000) }));
    openPage("/processes");
    expect(await screen.findByText("<i>x</i> \u202e مرحبا")).toBeVisible();
    expect(document.querySelector("#content i")).toBeNull();
  });

  it("asks for what the address says, and the address says what is sought", async () => {
    const api = stubApi(page(HELLO));
    const { user } = openPage("/processes?state=deprecated&search=hel");
    await row("Say hello");
    const asked = () => api.asked.filter(({ path }) => path.endsWith("/processes")).at(-1)?.query;
    expect(asked()?.get("state")).toBe("deprecated");
    expect(screen.getByRole("searchbox", { name: "Search processes" })).toHaveValue("hel");
    expect(screen.getByRole("radio", { name: "Deprecated" })).toBeChecked();
    await user.click(screen.getByRole("radio", { name: "Published" }));
    await waitFor(() => expect(location.search).toBe("?search=hel&state=published"));
    await user.clear(screen.getByRole("searchbox"));
    await waitFor(() => expect(asked()?.has("search")).toBe(false));
    await user.click(screen.getByRole("radio", { name: "All" }));
    await waitFor(() => expect(location.search).toBe(""));
  });

  it("says that nothing matches, and shows all again", async () => {
    const api = stubApi(page());
    const { user } = openPage("/processes?search=nothing");
    expect(await screen.findByText("No process matches.")).toBeVisible();
    Object.assign(api.replies, page(HELLO));
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    await row("Say hello");
    expect(location.search).toBe("");
  });

  it("that is empty says how the first one comes about", async () => {
    stubApi(page());
    openPage("/processes");
    expect(await screen.findByText("There is no process yet.")).toBeVisible();
    expect(screen.getByText("baton apply FILE.yaml")).toBeVisible();
  });

  it("grows when more are wanted, and the arrows walk it", async () => {
    stubApi({
      ...signedIn(),
      "GET /api/v1/processes": ({ query }) => ({
        body: query.has("cursor")
          ? { items: [{ ...HELLO, name: "bye", title: "Say bye" }], next: null }
          : { items: [HELLO], next: "c" },
      }),
    });
    const { user } = openPage("/processes");
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    const bye = await screen.findByRole("link", { name: "Say bye" });
    screen.getByRole("link", { name: "Say hello" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(bye).toHaveFocus();
  });

  it("says what to do where the API refuses, and by its number where the fault is ours", async () => {
    const body = { detail: "The database rests.", remedy: "Wait a minute.", request: "q-7" };
    stubApi({ ...signedIn(), "GET /api/v1/processes": { status: 503, body } });
    openPage("/processes");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The database rests.Wait a minute.Request q-7",
    );
  });
});
