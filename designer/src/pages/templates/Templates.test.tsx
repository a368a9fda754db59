/**
 * Templates: listed, written and tried, saved beside somebody else, brought back, deleted.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Asked, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const SAVED = { savedAt: "2026-01-01T10:00:00Z", savedBy: "p1", savedByName: "Ada" };
const EN = { subject: "{{ laptop }} is ordered", body: "On {{ day }}." };
const LISTED = {
  ...SAVED,
  name: "ordered",
  version: 2,
  languages: ["en"],
  subject: EN.subject,
  note: null,
};
const ONE = {
  ...LISTED,
  current: 2,
  texts: { en: EN },
  sample: { laptop: "X1" },
  restored: null,
  definitions: [{ namespace: "sales", name: "order", version: "1.0.0", state: "published" }],
};
const VERSIONS = [
  { ...SAVED, version: 2, note: "Shorter", restored: null },
  { ...SAVED, version: 1, note: null, restored: null },
];
const TRIED = {
  en: { subject: "X1 is ordered", text: "On Friday.", html: "<p>On Friday.</p>", faults: [] },
};
const LIST = "/api/v1/notification-templates";
const ADDRESS = `${LIST}/ordered`;
const MAY = ["templates:read", "templates:write"];

const replies = (permissions: readonly string[] = MAY, one: object = { body: ONE }): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, ...permissions] } },
  [`GET ${LIST}`]: { body: { items: [LISTED] } },
  [`GET ${ADDRESS}`]: one,
  [`GET ${ADDRESS}/versions`]: { body: { items: VERSIONS } },
  [`POST ${LIST}/preview`]: { body: TRIED },
});
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const english = async () => within(await screen.findByRole("region", { name: "English" }));
const sent = (asked: readonly Asked[], method: string) =>
  asked.filter((one) => one.method === method && !one.path.endsWith("preview")).at(-1);

describe("the list of templates", () => {
  it("says what each is about, and leads to it", async () => {
    stubApi(replies());
    openPage("/templates");
    const link = await screen.findByRole("link", { name: "ordered" });
    expect(link).toHaveAttribute("href", "/templates/ordered");
    expect(screen.getByText(EN.subject)).toBeVisible();
    await expectAccessible();
  });

  it("that is empty says what a template is, and offers nothing to who may only read", async () => {
    stubApi({ ...replies(["templates:read"]), [`GET ${LIST}`]: { body: { items: [] } } });
    openPage("/templates");
    expect(await screen.findByText("There is no template yet.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "New template" })).toBeNull();
  });

  it("leads to a new one by its name", async () => {
    stubApi(replies(MAY, { status: 404, body: { detail: "Gone." } }));
    const { user } = openPage("/templates");
    await user.click(await screen.findByRole("button", { name: "New template" }));
    const dialog = within(await screen.findByRole("dialog"));
    paste(dialog.getByLabelText("Name"), "no name");
    await user.click(dialog.getByRole("button", { name: "Write it" }));
    expect(dialog.getByText(/begin with a letter/)).toBeVisible();
    paste(dialog.getByLabelText("Name"), "ordered");
    await user.click(dialog.getByRole("button", { name: "Write it" }));
    expect(await screen.findByText("It is new, and not saved yet.")).toBeVisible();
  });
});

describe("a template", () => {
  it("is shown as somebody would get it, in a frame without rights", async () => {
    stubApi(replies());
    openPage("/templates/ordered");
    const frame = await screen.findByTitle("Mail in English");
    expect(frame).toHaveAttribute("sandbox", "");
    expect(frame).toHaveAttribute("srcdoc", "<p>On Friday.</p>");
    expect((await english()).getByText("X1 is ordered")).toBeVisible();
    expect(screen.getByRole("link", { name: "sales/order 1.0.0" })).toBeVisible();
    expect(screen.getByText("Shorter")).toBeVisible();
    await expectAccessible();
  });

  it("is tried with what is typed, and says the line that has a fault", async () => {
    const fault = { part: "body", message: "It names `day`, in line 2.", line: 2 };
    const api = stubApi({
      ...replies(),
      [`POST ${LIST}/preview`]: ({ body }) =>
        body.includes("{{ day")
          ? { body: { en: { subject: "", text: "", html: "", faults: [fault] } } }
          : { body: TRIED },
    });
    openPage("/templates/ordered");
    const text = (await english()).getByLabelText("Text");
    expect(await screen.findByText("It names `day`, in line 2.")).toBeVisible();
    expect(text).toBeInvalid();
    paste(screen.getByLabelText("Sample values"), '{"pin":12345678901234567890.0}');
    paste(text, "Soon.");
    await waitFor(() => expect(screen.queryByText(/in line 2/)).toBeNull());
    expect(api.asked.at(-1)?.body).toContain('"values":{"pin":12345678901234567890.0}');
  });

  it("is saved over the version that was seen", async () => {
    const api = stubApi({
      ...replies(),
      [`PUT ${ADDRESS}`]: () => {
        api.replies[`GET ${ADDRESS}`] = { body: { ...ONE, version: 3, current: 3 } };
        return { body: { ...ONE, version: 3, current: 3 } };
      },
    });
    const { user } = openPage("/templates/ordered");
    paste((await english()).getByLabelText("Subject"), "Hello");
    paste(screen.getByLabelText("What has changed"), "Why");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved as version 3.")).toBeVisible();
    expect(JSON.parse(sent(api.asked, "PUT")?.body ?? "")).toEqual({
      base: 2,
      texts: { en: { ...EN, subject: "Hello" } },
      sample: { laptop: "X1" },
      note: "Why",
    });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("isn't saved without a subject, or with a sample that is none", async () => {
    const api = stubApi(replies());
    const { user } = openPage("/templates/ordered");
    paste((await english()).getByLabelText("Subject"), "");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText("Write a subject, or leave out this language.")).toBeVisible();
    paste((await english()).getByLabelText("Text"), "");
    expect(screen.getByText("Write it in one language at least.")).toBeVisible();
    paste(screen.getByLabelText("Sample values"), "[1]");
    expect(screen.getByText(/Write the values as an object/)).toBeVisible();
    expect(sent(api.asked, "PUT")).toBeUndefined();
  });

  it("that somebody else has saved shows both, and loses neither", async () => {
    const theirs = {
      ...ONE,
      version: 3,
      current: 3,
      savedByName: "Ben",
      texts: { en: { ...EN, subject: "Theirs" } },
    };
    const api = stubApi({
      ...replies(),
      [`PUT ${ADDRESS}`]: () => {
        api.replies[`GET ${ADDRESS}`] = { body: theirs };
        return { status: 409, body: { type: "urn:baton:problem:moved", detail: "Moved." } };
      },
    });
    const { user } = openPage("/templates/ordered");
    const subject = (await english()).getByLabelText("Subject");
    paste(subject, "Mine");
    await user.click(screen.getByRole("button", { name: "Save" }));
    const conflict = within(await screen.findByRole("alert"));
    expect(conflict.getByText(/Version 3 by Ben was saved meanwhile/)).toBeVisible();
    expect(conflict.getByText("Theirs: English, Subject")).toBeVisible();
    expect(conflict.getByText("Theirs")).toBeVisible();
    expect(subject).toHaveValue("Mine");
    await expectAccessible();
    await user.click(conflict.getByRole("button", { name: "Go on with mine" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(JSON.parse(sent(api.asked, "PUT")?.body ?? "")).toMatchObject({ base: 3 });
  });

  it("takes what somebody else has saved when that is chosen", async () => {
    const theirs = { ...ONE, version: 3, texts: { en: { ...EN, subject: "Theirs" } } };
    const api = stubApi({
      ...replies(),
      [`PUT ${ADDRESS}`]: () => {
        api.replies[`GET ${ADDRESS}`] = { body: theirs };
        return { status: 409, body: { detail: "Moved." } };
      },
    });
    const { user } = openPage("/templates/ordered");
    paste((await english()).getByLabelText("Subject"), "Mine");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Take theirs" }));
    expect((await english()).getByLabelText("Subject")).toHaveValue("Theirs");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("can only be read by who may not write", async () => {
    stubApi(replies(["templates:read"]));
    openPage("/templates/ordered");
    expect((await english()).getByLabelText("Subject")).toHaveAttribute("readonly");
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  });

  it("shows an earlier version as it was, and brings it back", async () => {
    const old = { ...ONE, version: 1, texts: { en: { subject: "Before", body: "Once" } } };
    const api = stubApi({
      ...replies(MAY, ({ query }: Asked) => ({ body: query.get("version") === "1" ? old : ONE })),
      [`POST ${ADDRESS}/restore`]: { body: ONE },
    });
    const { user } = openPage("/templates/ordered?version=1");
    expect(await screen.findByText(/This is version 1. Version 2 is in use./)).toBeVisible();
    expect(screen.getByText(/Before/)).toBeVisible();
    expect(screen.queryByLabelText("Subject")).toBeNull();
    await user.click(await screen.findByRole("button", { name: "Bring back version 1?" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Bring back" }));
    await waitFor(() => expect(sent(api.asked, "POST")?.body).toBe('{"version":1,"base":2}'));
  });

  it("that is named is deleted by a second press only", async () => {
    const refused = { detail: "The template ordered is named by sales/order 1.0.0." };
    const api = stubApi({
      ...replies(),
      [`DELETE ${ADDRESS}`]: ({ query }) =>
        query.get("anyway") === "true" ? { status: 204 } : { status: 409, body: refused },
    });
    const { user } = openPage("/templates/ordered");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("named by sales/order");
    await user.click(dialog.getByRole("button", { name: "Delete anyway" }));
    expect(await screen.findByRole("heading", { name: "Templates" })).toBeVisible();
    expect(sent(api.asked, "DELETE")?.query.get("anyway")).toBe("true");
  });
});
