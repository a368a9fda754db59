/**
 * Starting a run from the page.
 *
 * Never: two runs for one wish.
 */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { aRun, HELLO, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";

const RUN = aRun();
const ONE_RUN = {
  "GET /api/v1/runs/r1": { body: RUN },
  "GET /api/v1/runs/r1/trace": { body: { items: [], status: "completed", after: 0 } },
};

async function openForm() {
  const { user } = openPage();
  await user.click(await screen.findByRole("button", { name: "Run hello" }));
  return { user, area: screen.getByRole("textbox", { name: "Input" }) };
}

const starts = (api: ReturnType<typeof stubApi>) =>
  api.asked.filter((asked) => asked.method === "POST" && asked.path === "/api/v1/runs");

describe("start", () => {
  it("sends the text as typed, shows the run and takes it into the address", async () => {
    const api = stubApi({
      ...signedIn(),
      ...ONE_RUN,
      "POST /api/v1/runs": { status: 201, body: RUN },
    });
    const { user, area } = await openForm();
    expect(area).toHaveFocus();
    await user.click(area);
    await user.paste('{"n": 12345678901234567890}');
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByText('"Hello, Ada!"')).toBeVisible();
    expect(location.search).toBe("?run=r1");
    expect(starts(api).map((asked) => asked.body)).toEqual([
      '{"workflow":"demo/hello","version":"1.0.0","input":{"n": 12345678901234567890}}',
    ]);
  });

  it("takes nothing typed as null", async () => {
    const api = stubApi({
      ...signedIn(),
      ...ONE_RUN,
      "POST /api/v1/runs": { status: 201, body: RUN },
    });
    const { user } = await openForm();
    await user.click(screen.getByRole("button", { name: "Start run" }));
    await waitFor(() => {
      expect(starts(api)[0]?.body).toContain('"input":null}');
    });
  });

  it("names the place that is no JSON, until it is mended", async () => {
    const api = stubApi(signedIn());
    const { user, area } = await openForm();
    await user.click(area);
    await user.paste('{"name": Ada}');
    expect(area).toBeValid();
    await user.click(screen.getByRole("button", { name: "Start run" }));
    expect(area).toBeInvalid();
    expect(area).toHaveAccessibleDescription(/Line 1, column 10/);
    expect(area).toHaveFocus();
    expect(starts(api)).toEqual([]);
    await user.clear(area);
    expect(area).toBeValid();
  });

  it("asks again with the same key after no answer, and with another for another input", async () => {
    const api = stubApi({ ...signedIn(), "POST /api/v1/runs": "unreachable" });
    const { user, area } = await openForm();
    const press = () => user.click(screen.getByRole("button", { name: "Start run" }));
    await press();
    await screen.findByRole("alert");
    await press();
    await waitFor(() => {
      expect(starts(api)).toHaveLength(2);
    });
    await user.type(area, "1");
    await press();
    await waitFor(() => {
      expect(starts(api)).toHaveLength(3);
    });
    const [first, second, third] = starts(api).map((asked) => asked.headers.get("Idempotency-Key"));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("shows the API's refusal with its remedy", async () => {
    const refusal = {
      type: "urn:baton:problem:not-published",
      detail: "No.",
      remedy: "Publish it.",
    };
    stubApi({ ...signedIn(), "POST /api/v1/runs": { status: 409, body: refusal } });
    const { user } = await openForm();
    await user.click(screen.getByRole("button", { name: "Start run" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("No.Publish it.");
  });
});

describe("processes", () => {
  it("lists what is published, once each, over all pages", async () => {
    stubApi({
      ...signedIn(),
      "GET /api/v1/definitions": ({ query }) => ({
        body: query.has("cursor")
          ? { items: [{ ...HELLO, version: "2.0.0" }], next: null }
          : { items: [HELLO, { ...HELLO, name: "draft", state: "draft" }], next: "c" },
      }),
    });
    openPage();
    expect(await screen.findByText("demo · version 2.0.0 · 1 earlier")).toBeVisible();
    expect(screen.getAllByRole("button", { name: /^Run / })).toHaveLength(1);
  });

  it("offers no start to who may not", async () => {
    const { "GET /api/v1/me": me, ...rest } = signedIn();
    const person = (me as { body: object }).body;
    stubApi({ ...rest, "GET /api/v1/me": { body: { ...person, permissions: ["runs:read"] } } });
    openPage();
    expect(await screen.findByText("hello")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Run / })).toBeNull();
  });

  it("says how a first one comes about", async () => {
    stubApi({ ...signedIn(), "GET /api/v1/definitions": { body: { items: [], next: null } } });
    openPage();
    expect(await screen.findByText("baton apply FILE.yaml")).toBeVisible();
  });
});
