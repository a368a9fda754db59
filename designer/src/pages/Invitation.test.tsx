/**
 * An invitation that is followed: accepted, refused, or over.
 *
 * Never: the link's token in an address after it was used.
 */
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { ADA, type Replies, signedIn, stubApi, WRONG } from "../testing/api";
import { openPage } from "../testing/page";
import { changesIn } from "../testing/people";

const NOBODY = { status: 401, body: { ...WRONG.body, detail: "Nobody has signed in." } };
const INVITED = { email: "ada@demo.example", name: "A.", tenant: "Demo <b>", language: null };

function open(more: Replies = {}) {
  const api = stubApi({
    ...signedIn(),
    "GET /api/v1/me": NOBODY,
    "POST /api/v1/invitation": { body: INVITED },
    "POST /api/v1/password": { status: 204 },
    "POST /api/v1/session": { body: ADA },
    ...more,
  });
  return { api, ...openPage("/invitation#the-token") };
}

describe("an invitation", () => {
  it("says where to, takes name and password, and lets in", async () => {
    const { api, user } = open();
    expect(await screen.findByText(/Demo <b> has invited you/)).toBeVisible();
    await expectAccessible();
    await user.clear(screen.getByLabelText("Name"));
    await user.click(screen.getByRole("button", { name: "Accept and sign in" }));
    expect(screen.getByText("Enter a name.")).toBeVisible();
    await user.type(screen.getByLabelText("Name"), "Ada");
    await user.type(screen.getByLabelText("Password"), "a long new one{Enter}");
    expect(await screen.findByRole("heading", { name: "Home" })).toBeVisible();
    expect(location.href).not.toContain("the-token");
    expect(changesIn(api.asked)).toEqual([
      ["POST", "/api/v1/invitation", { token: "the-token" }],
      ["POST", "/api/v1/invitation", { token: "the-token", name: "Ada" }],
      ["POST", "/api/v1/password", { token: "the-token", password: "a long new one" }],
      [
        "POST",
        "/api/v1/session",
        { email: INVITED.email, password: "a long new one", tenant: null },
      ],
    ]);
  });

  it("says what is wrong with a password, and stays good", async () => {
    const bad = { status: 422, body: { ...WRONG.body, detail: "It is too short." } };
    const { user } = open({ "POST /api/v1/password": bad });
    await user.type(await screen.findByLabelText("Password"), "short{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("It is too short.");
    expect(screen.getByLabelText("Name")).toBeVisible();
  });

  it("leads to the sign-in where it doesn't let in by itself", async () => {
    const { user } = open({ "POST /api/v1/session": WRONG });
    await user.type(await screen.findByLabelText("Password"), "a long new one{Enter}");
    expect(await screen.findByRole("status")).toHaveTextContent("The password is set.");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByLabelText("Email")).toBeVisible();
  });

  it("that is over says whom to ask", async () => {
    const remedy = "Ask who has invited you for a new one.";
    const over = { status: 404, body: { detail: "This link was used.", remedy } };
    const { user } = open({ "POST /api/v1/invitation": over });
    expect(await screen.findByRole("alert")).toHaveTextContent(remedy);
    expect(screen.queryByLabelText("Password")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Back to the sign-in" }));
    expect(await screen.findByLabelText("Email")).toBeVisible();
    expect(location.href).not.toContain("the-token");
  });
});
