/**
 * Starting a run from its form, or from JSON.
 *
 * Never: two runs for one wish.
 */
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { become, type Me } from "../api/session";
import type { Json } from "../model/json";
import { ADA, aRun, type Replies, stubApi } from "../testing/api";
import { shown } from "./forTests";
import { StartForm } from "./StartForm";

const STARTED = { status: 201, body: aRun() };
const PROPERTIES = {
  name: { type: "string", minLength: 3 },
  pieces: { type: "integer", default: 1 },
};
const SCHEMA: Json = { properties: PROPERTIES, required: ["name"] };

const NONE = "none";

function open(schema: Json = SCHEMA, replies: Replies = {}) {
  const api = stubApi({ "POST /api/v1/runs": STARTED, ...replies });
  const onStarted = vi.fn();
  const page = shown(null);
  const me: Me = ADA;
  page.client.setQueryData(["me"], me);
  const view = (
    <StartForm
      workflow="demo/order"
      version="1.0.0"
      schema={schema === NONE ? undefined : schema}
      onStarted={onStarted}
    />
  );
  page.show(view);
  const inputs = () =>
    api.asked
      .filter(({ method, path }) => method === "POST" && path === "/api/v1/runs")
      .map(({ body }) => (JSON.parse(body) as { input: unknown }).input);
  const keys = () => api.asked.map(({ headers }) => headers.get("Idempotency-Key"));
  return { ...page, user: userEvent.setup(), api, onStarted, inputs, keys };
}

const box = (name: string | RegExp) => screen.getByRole("textbox", { name });
const start = () => screen.getByRole("button", { name: "Start run" });
const look = (name: "Form" | "JSON") => screen.getByRole("radio", { name });

beforeEach(() => sessionStorage.clear());

describe("the form", () => {
  it("starts a run with what is filled in", async () => {
    const { user, inputs, onStarted, api } = open();
    await user.type(box("Name"), "Ada");
    await user.click(start());
    await waitFor(() => expect(onStarted).toHaveBeenCalledExactlyOnceWith("r1"));
    expect(inputs()).toEqual([{ name: "Ada", pieces: 1 }]);
    expect(api.asked[0]?.body).toContain('"workflow":"demo/order","version":"1.0.0"');
  });

  it("sends nothing wrong, says how much is, and sends it once it is mended", async () => {
    const { user, inputs, onStarted } = open();
    await user.type(box("Name"), "Ad");
    await user.clear(box(/^Pieces/));
    await user.type(box(/^Pieces/), "1.5");
    await user.click(start());
    expect(inputs()).toEqual([]);
    expect(box("Name")).toHaveFocus();
    expect(screen.getByRole("alert")).toHaveTextContent("2 entries need another look.");
    await user.type(box("Name"), "a");
    expect(screen.getByRole("alert")).toHaveTextContent("1 entry needs another look.");
    await user.clear(box(/^Pieces/));
    await user.click(start());
    await waitFor(() => expect(onStarted).toHaveBeenCalledOnce());
    expect(inputs()).toEqual([{ name: "Ada" }]);
  });

  it("is handed in with Control and Enter, not with Enter alone", async () => {
    const { user, inputs } = open();
    await user.type(box("Name"), "Ada{Enter}");
    expect(inputs()).toEqual([]);
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(inputs()).toHaveLength(1));
  });

  it("asks once, however often it is pressed", async () => {
    const { user, inputs } = open(SCHEMA, { "POST /api/v1/runs": "never" });
    await user.type(box("Name"), "Ada");
    await user.click(start());
    await user.click(await screen.findByRole("button", { name: "Starting …" }));
    await user.click(box("Name"));
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(inputs()).toHaveLength(1);
  });

  it("asks again with the same key after no answer, and with another for another input", async () => {
    const { user, keys } = open(SCHEMA, { "POST /api/v1/runs": "unreachable" });
    await user.type(box("Name"), "Ada");
    for (const [times, more] of [
      ["1", ""],
      ["2", ""],
      ["3", "x"],
      ["4", "{Backspace}"],
    ] as const) {
      if (more !== "") await user.type(box("Name"), more);
      await user.click(start());
      await waitFor(() => expect(keys()).toHaveLength(Number(times)));
      await screen.findByText("Baton does not answer.");
    }
    const [first, second, third] = keys();
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("asks with another key once a run has started", async () => {
    const { user, keys, onStarted } = open();
    await user.type(box("Name"), "Ada");
    await user.click(start());
    await waitFor(() => expect(onStarted).toHaveBeenCalledTimes(1));
    await user.click(start());
    await waitFor(() => expect(onStarted).toHaveBeenCalledTimes(2));
    expect(new Set(keys()).size).toBe(2);
  });

  it("shows the API's refusal with its remedy, and keeps what was filled in", async () => {
    const body = { type: "urn:baton:problem:not-published", detail: "No.", remedy: "Publish it." };
    const { user } = open(SCHEMA, { "POST /api/v1/runs": { status: 409, body } });
    await user.type(box("Name"), "Ada");
    await user.click(start());
    expect(await screen.findByText("Publish it.")).toBeVisible();
    expect(box("Name")).toHaveValue("Ada");
  });

  it("says so where it is more than may be sent", async () => {
    const { user, inputs } = open({ properties: { a: { type: "string" } } });
    await user.click(box(/^A/));
    await user.paste("x".repeat(1024 * 1024));
    await user.click(start());
    expect(await screen.findByText(/larger than 1 MiB/)).toBeVisible();
    expect(inputs()).toEqual([]);
  });
});

describe("form and JSON", () => {
  it("are two views of one value", async () => {
    const { user, inputs } = open();
    await user.type(box("Name"), "Ada");
    await user.click(look("JSON"));
    expect(box("Input")).toHaveValue('{\n  "name": "Ada",\n  "pieces": 1\n}');
    await user.clear(box("Input"));
    await user.click(box("Input"));
    await user.paste('{"name": "Eve", "more": 12345678901234567890}');
    await user.click(look("Form"));
    expect(box("Name")).toHaveValue("Eve");
    expect(box(/^Pieces/)).toHaveValue("");
    await user.click(start());
    await waitFor(() => expect(inputs()).toHaveLength(1));
  });

  it("keep what is typed where nobody changed it in between", async () => {
    const { user } = open({
      properties: { n: { type: "integer" }, a: { default: "x", type: "string" } },
    });
    await user.type(box(/^N/), "4x");
    await user.clear(box(/^A/));
    await user.click(look("JSON"));
    await user.click(look("Form"));
    expect(box(/^N/)).toHaveValue("4x");
    expect(box(/^A/)).toHaveValue("");
  });

  it("stay where the text is no JSON, and name the place", async () => {
    const { user } = open();
    await user.click(look("JSON"));
    await user.clear(box("Input"));
    await user.click(box("Input"));
    await user.paste('{"name": Ada}');
    expect(box("Input")).toBeValid();
    await user.click(look("Form"));
    expect(look("JSON")).toBeChecked();
    expect(box("Input")).toHaveAccessibleDescription(/Line 1, column 10/);
    await user.clear(box("Input"));
    expect(box("Input")).toBeValid();
  });

  it("stay where a field holds a text that is no JSON", async () => {
    const { user } = open({ properties: { any: {} } });
    await user.click(box(/^Any/));
    await user.paste("[1");
    await user.click(look("JSON"));
    expect(look("Form")).toBeChecked();
    expect(box(/^Any/)).toHaveAccessibleDescription(/this is not JSON/);
  });

  it("have the same faults", async () => {
    const { user, inputs } = open();
    await user.click(look("JSON"));
    await user.clear(box("Input"));
    await user.click(box("Input"));
    await user.paste('{"pieces": "x"}');
    await user.click(start());
    expect(inputs()).toEqual([]);
    expect(box("Input")).toHaveFocus();
    expect(box("Input")).toHaveAccessibleDescription(
      /Name: Fill this in\.\s+Pieces: Enter a whole number\./,
    );
  });
});

describe("without a schema", () => {
  it("sends the text as it is typed", async () => {
    const { user, api, onStarted } = open(NONE);
    expect(screen.queryByRole("radio")).toBeNull();
    expect(screen.getByText(/input\.schema\.document/)).toBeVisible();
    await user.click(box("Input"));
    await user.paste('{"n": 12345678901234567890.10}');
    await user.click(start());
    await waitFor(() => expect(onStarted).toHaveBeenCalledOnce());
    expect(api.asked[0]?.body).toContain('"input":{"n": 12345678901234567890.10}}');
  });

  it("takes nothing typed as null", async () => {
    const { user, inputs } = open(NONE);
    await user.click(start());
    await waitFor(() => expect(inputs()).toEqual([null]));
  });

  it("refuses what is nested without end", async () => {
    const { user, inputs } = open(NONE);
    await user.click(box("Input"));
    await user.paste("[".repeat(50_000) + "]".repeat(50_000));
    await user.click(start());
    expect(box("Input")).toHaveAccessibleDescription(/nested too deeply/);
    expect(inputs()).toEqual([]);
  });
});

describe("the last input", () => {
  const again = () => screen.queryByRole("button", { name: /last time/ });
  const withSecret = {
    properties: { ...PROPERTIES, key: { type: "string", format: "password" } },
  };

  async function startedOnce() {
    const page = open(withSecret);
    expect(again()).toBeNull();
    await page.user.type(box(/^Name/), "Ada");
    await page.user.type(screen.getByLabelText(/^Key/), "hush");
    await page.user.click(start());
    await waitFor(() => expect(page.onStarted).toHaveBeenCalledOnce());
    page.unmount();
    return page;
  }

  it("can be filled in again, without what is secret", async () => {
    await startedOnce();
    const { user, inputs } = open(withSecret);
    const button = again();
    if (button !== null) await user.click(button);
    expect(box(/^Name/)).toHaveValue("Ada");
    expect(again()).toBeNull();
    await user.click(start());
    await waitFor(() => expect(inputs()).toEqual([{ name: "Ada", pieces: 1 }]));
    expect(JSON.stringify(sessionStorage)).not.toContain("hush");
  });

  it("is not offered any more once somebody types", async () => {
    await startedOnce();
    const { user } = open(withSecret);
    await user.type(box(/^Name/), "E");
    expect(again()).toBeNull();
  });

  it("is never another person's, and gone at sign-out", async () => {
    const { client } = await startedOnce();
    const kept = sessionStorage.getItem("baton-inputs") ?? "";
    expect(kept).toContain("Ada");
    sessionStorage.setItem("baton-inputs", kept.replace('"p1"', '"p2"'));
    open(withSecret);
    expect(again()).toBeNull();
    become(client, null);
    expect(sessionStorage).toHaveLength(0);
  });

  it.each(["{", "[]", '{"person": "p1", "texts": {"demo/order": 5}}', '{"person": "p1"}'])(
    "that can't be read, such as %s, is none",
    (kept) => {
      sessionStorage.setItem("baton-inputs", kept);
      open();
      expect(again()).toBeNull();
      expect(start()).toBeVisible();
    },
  );
});
