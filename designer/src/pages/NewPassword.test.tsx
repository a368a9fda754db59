/**
 * A forgotten password, and a link by which a new one is set.
 *
 * Never: the link's token in an address after it was used.
 */
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { stubApi, WRONG } from "../testing/api";
import { openPage } from "../testing/page";

const NOBODY = { status: 401, body: { ...WRONG.body, detail: "Nobody has signed in." } };

describe("a forgotten password", () => {
  it("sends a link and says the same whoever asks", async () => {
    const api = stubApi({
      "GET /api/v1/me": NOBODY,
      "POST /api/v1/password/forgotten": { status: 202 },
    });
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: "Forgotten the password?" }));
    await user.click(screen.getByRole("button", { name: "Send the link" }));
    expect(screen.getByLabelText("Email")).toBeInvalid();
    await user.type(screen.getByLabelText("Email"), "ada@demo.example{Enter}");
    expect(await screen.findByRole("status")).toHaveTextContent("If this address is known");
    expect(api.asked.at(-1)?.body).toBe('{"email":"ada@demo.example"}');
    await user.click(screen.getByRole("button", { name: "Back to the sign-in" }));
    expect(screen.getByLabelText("Password")).toBeVisible();
  });

  it("is replaced by the link", async () => {
    const api = stubApi({ "GET /api/v1/me": NOBODY, "POST /api/v1/password": { status: 204 } });
    const { user } = openPage("/password#the-token");
    await user.type(await screen.findByLabelText("New password"), "a long new one{Enter}");
    expect(await screen.findByRole("status")).toHaveTextContent("The password is set.");
    expect(api.asked.at(-1)?.body).toBe('{"token":"the-token","password":"a long new one"}');
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByLabelText("Email")).toBeVisible();
    expect(location.href).not.toContain("the-token");
  });

  it("says what is wrong with a new one, and keeps the link", async () => {
    const bad = { status: 422, body: { ...WRONG.body, detail: "It is too short." } };
    stubApi({ "GET /api/v1/me": NOBODY, "POST /api/v1/password": bad });
    const { user } = openPage("/password#the-token");
    await user.type(await screen.findByLabelText("New password"), "short{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("It is too short.");
    expect(screen.getByLabelText("New password")).toBeVisible();
  });
});
