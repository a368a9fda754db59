/**
 * The scenarios of a process: played, changed, and as a file.
 *
 * Never: a server; what it would say stands here.
 */
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { shown } from "../../forms/forTests";
import { expectAccessible } from "../../testing/accessible";
import { type Replies, stubApi } from "../../testing/api";
import { anOutcome, simulated } from "../../testing/trials";
import { Scenarios } from "./Scenarios";

const KEPT = "/api/v1/processes/office/desk/scenarios";
const ONE = { name: "fine", scenario: { input: 1 }, revision: 1, savedByName: "Ada", etag: "t1" };

function opened(more: Replies = {}) {
  const onGo = vi.fn();
  const { asked } = stubApi({ [`GET ${KEPT}`]: { body: { items: [ONE] } }, ...more });
  const place = { namespace: "office", name: "desk" };
  shown(<Scenarios place={place} document="do: []" mayChange onGo={onGo} />);
  return { user: userEvent.setup(), asked, onGo };
}

describe("scenarios", () => {
  it("are played, with what fails and what none reaches", async () => {
    const failed = anOutcome({ name: "fine", passed: false, faults: ["Its output is 1, not 2."] });
    const missed = [{ task: "/do/0/get", branch: null, at: "/do/0/get", line: 3 }];
    const { user, onGo } = opened({
      "POST /api/v1/definitions/simulate": { body: simulated([failed], missed) },
    });
    await user.click(await screen.findByRole("button", { name: "Play all" }));
    expect(await screen.findByText("Its output is 1, not 2.")).toBeVisible();
    expect(screen.getByText("0 of 1 passed")).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByText("Never reached"));
    await user.click(screen.getByRole("button", { name: "get, line 3" }));
    expect(onGo).toHaveBeenCalledWith("/do/0/get");
  });

  it("are changed as text, over what was read only", async () => {
    const { user, asked } = opened({ [`PUT ${KEPT}/fine`]: { body: ONE } });
    await user.click(await screen.findByRole("button", { name: "Edit fine" }));
    const text = screen.getByRole("textbox", { name: "Scenario as YAML" });
    expect(text).toHaveValue("input: 1\n");
    await user.type(text, "x: [[");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText(/can't be read as YAML: line 2/)).toBeVisible();
    await user.clear(text);
    await user.type(text, "input: 2");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "PUT")).toBe(true));
    const put = asked.find(({ method }) => method === "PUT");
    expect(JSON.parse(put?.body ?? "")).toEqual({ scenario: { input: 2 } });
    expect(put?.headers.get("If-Match")).toBe('"t1"');
  });

  it("are deleted after a question", async () => {
    const { user, asked } = opened({ [`DELETE ${KEPT}/fine`]: { status: 204 } });
    await user.click(await screen.findByRole("button", { name: "Edit fine" }));
    await user.click(screen.getByRole("button", { name: "Delete fine" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("come from a file, which has to be one", async () => {
    const { user, asked } = opened({ [`PUT ${KEPT}/other`]: { body: ONE } });
    const field = await screen.findByLabelText("Upload a file of scenarios");
    await user.upload(field, new File(["- a"], "a.yaml"));
    expect(await screen.findByText(/can't be read as scenarios/)).toBeVisible();
    await user.upload(field, new File(["other: { input: 1 }"], "a.yaml"));
    expect(await screen.findByText("1 scenario taken from the file.")).toBeVisible();
    const put = asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("If-None-Match")).toBe("*");
  });

  it("are none at first", async () => {
    opened({ [`GET ${KEPT}`]: { body: { items: [] } } });
    expect(await screen.findByText("There is no scenario yet.")).toBeVisible();
    await expectAccessible();
  });
});
