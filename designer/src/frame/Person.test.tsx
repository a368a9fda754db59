/**
 * As whom one is here, and what one can choose for oneself.
 *
 * Never: a page loaded anew; that it would be is what is looked at.
 */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import * as languages from "../words/languages";
import { ADA, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";

async function open(more: object = {}, replies = {}) {
  const api = stubApi({
    ...signedIn(),
    ...replies,
    "GET /api/v1/me": { body: { ...ADA, ...more } },
  });
  const { user } = openPage("/runs");
  const button = await screen.findByRole("button", { name: /your account and settings/ });
  await user.click(button);
  const menu = await screen.findByRole("menu");
  await waitFor(() => expect(menu).toBeVisible());
  return { api, user, button, menu };
}

describe("the person's menu", () => {
  it("says as whom one is here", async () => {
    const { menu } = await open({ roles: ["admin", "future-role"] });
    expect(menu).toHaveTextContent("Adaada@demo.exampleAdministrator, future-role");
  });

  it("keeps names as they are given", async () => {
    const { button, menu } = await open({ name: "<b>عائشة</b>" });
    expect(button).toHaveTextContent("<b>عائشة</b>");
    expect(menu.querySelector("b")).toBeNull();
  });

  it("names each language in itself, and speaks the one that is chosen", async () => {
    const choose = vi.spyOn(languages, "chooseLanguage").mockReturnValue(undefined);
    const { user } = await open();
    expect(screen.getByRole("menuitemradio", { name: "English" })).toBeChecked();
    const arabic = screen.getByRole("menuitemradio", { name: "العربية" });
    expect(arabic).toHaveAttribute("lang", "ar");
    await user.click(arabic);
    expect(choose).toHaveBeenCalledExactlyOnceWith("ar");
  });

  it("changes the light at once", async () => {
    const { user } = await open();
    expect(screen.getByRole("menuitemradio", { name: "As the device" })).toBeChecked();
    await user.click(screen.getByRole("menuitemradio", { name: "Dark" }));
    await waitFor(() =>
      expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark"),
    );
  });

  it("is walked by keys, and gives the focus back", async () => {
    const { user, button } = await open();
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole("menuitem", { name: "Profile and security" })).toHaveFocus();
    await user.keyboard("{ArrowUp}");
    expect(screen.getByRole("menuitem", { name: "Sign out" })).toHaveFocus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(button).toHaveFocus());
    expect(button).toHaveAttribute("aria-expanded", "false");
  });

  it("signs out, and says so where that fails", async () => {
    const { api, user } = await open({}, { "DELETE /api/v1/session": "unreachable" });
    await user.click(screen.getByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("You are still signed in.");
    api.replies["DELETE /api/v1/session"] = { status: 204 };
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("Email")).toBeVisible();
  });
});
