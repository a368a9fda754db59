/**
 * The list of runs: live, filtered, found.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { aRun, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

const NEWER = aRun({ id: "r2", status: "running", endedAt: null });

describe("the list of runs", () => {
  it("takes in what is heard, and holds still while a row has the focus", async () => {
    const sockets = stubSockets();
    stubApi(signedIn([aRun()]));
    const { user } = openPage("/runs");
    const row = await screen.findByRole("link", { name: /Completed.*Say hello/ });
    expect(row).toHaveTextContent("84ms");
    sockets.at(-1)?.open();
    row.focus();
    sockets.at(-1)?.say({ type: "run", run: NEWER });
    const offer = await screen.findByRole("button", { name: "Show 1 new run" });
    expect(screen.queryByRole("link", { name: /Running/ })).toBeNull();
    await user.tab({ shift: true });
    expect(offer).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("link", { name: /Running.*Say hello/ })).toHaveFocus();
    expect(await screen.findByRole("link", { name: /Running.*Say hello/ })).toBeVisible();
    sockets.at(-1)?.say({ type: "run", run: { ...NEWER, status: "faulted" } });
    expect(await screen.findByRole("link", { name: /Faulted.*Say hello/ })).toBeVisible();
  });

  it("asks for what the address says, and clears it", async () => {
    const api = stubApi(signedIn([aRun()]));
    const { user } = openPage("/runs?status=faulted&status=nonsense&workflow=demo%2Fhello");
    await screen.findByRole("link", { name: /Say hello/ });
    const asked = () => api.asked.filter(({ path }) => path === "/api/v1/runs").at(-1)?.query;
    expect(asked()?.getAll("status")).toEqual(["faulted"]);
    expect(asked()?.get("workflow")).toBe("demo/hello");
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => {
      expect(asked()?.has("status")).toBe(false);
    });
    expect(location.search).toBe("");
  });

  it("says that nothing matches, and the way back", async () => {
    stubApi(signedIn());
    openPage("/runs?search=nothing");
    expect(await screen.findByText("No run matches.")).toBeVisible();
  });

  it("grows when more are wanted", async () => {
    stubApi({
      ...signedIn(),
      "GET /api/v1/runs": ({ query }) => ({
        body: query.has("cursor")
          ? { items: [aRun({ id: "r0" })], next: null }
          : { items: [aRun()], next: "c" },
      }),
    });
    const { user } = openPage("/runs");
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    await waitFor(() => {
      expect(screen.getAllByRole("link", { name: /Say hello/ })).toHaveLength(2);
    });
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});
