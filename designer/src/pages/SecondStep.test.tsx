/**
 * The second step of a sign-in, and passkeys.
 *
 * Never: a code in what is shown.
 */
import { screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { ADA, type Replies, signedIn, stubApi, WRONG } from "../testing/api";
import { openPage } from "../testing/page";

const NOBODY = { status: 401, body: { ...WRONG.body, detail: "Nobody has signed in." } };
const WRONG_CODE = { status: 401, body: { ...WRONG.body, detail: "The code is wrong." } };

async function half(ways: readonly string[], more: Replies = {}) {
  const api = stubApi({
    ...signedIn(),
    "GET /api/v1/me": NOBODY,
    "POST /api/v1/session": { status: 202, body: { ways } },
    ...more,
  });
  const { user } = openPage();
  await user.type(await screen.findByLabelText("Email"), "ada@demo.example");
  await user.type(screen.getByLabelText("Password"), "secret{Enter}");
  await screen.findByText(/One more step/);
  return { api, user };
}

afterEach(() => vi.unstubAllGlobals());

describe("the second step", () => {
  it("takes the code of the app and opens the page", async () => {
    const { api, user } = await half(["totp", "recovery-code"], {
      "POST /api/v1/session/second-factor": { body: ADA },
    });
    await expectAccessible();
    await user.type(screen.getByLabelText("Code"), "123456{Enter}");
    expect(await screen.findByText("Demo")).toBeVisible();
    const sent = api.asked.find(({ path }) => path.endsWith("second-factor"));
    expect(JSON.parse(sent?.body ?? "")).toEqual({ code: "123456" });
  });

  it("says that a code is wrong, and stays", async () => {
    const { user } = await half(["totp"], { "POST /api/v1/session/second-factor": WRONG_CODE });
    await user.type(screen.getByLabelText("Code"), "000000{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("The code is wrong.");
    expect(screen.getByLabelText("Code")).toBeVisible();
  });

  it("takes a recovery code instead", async () => {
    const { api, user } = await half(["totp", "recovery-code"], {
      "POST /api/v1/session/second-factor": { body: ADA },
    });
    await user.click(screen.getByRole("button", { name: "Use a recovery code" }));
    await user.type(screen.getByLabelText("Recovery code"), "aaaa-bbbb{Enter}");
    await waitFor(() =>
      expect(api.asked.some(({ body }) => body === '{"recoveryCode":"aaaa-bbbb"}')).toBe(true),
    );
  });

  it("asks for what is missing and sends nothing", async () => {
    const { api, user } = await half(["totp"]);
    await user.click(screen.getByRole("button", { name: "Confirm" }));
    expect(screen.getByLabelText("Code")).toBeInvalid();
    expect(api.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("leads back to the first step", async () => {
    const { user } = await half(["totp"]);
    await user.click(screen.getByRole("button", { name: "Begin again" }));
    expect(screen.getByLabelText("Email")).toBeVisible();
  });
});

describe("a passkey", () => {
  it("is not offered where the browser knows none", async () => {
    stubApi({ "GET /api/v1/me": NOBODY });
    openPage();
    await screen.findByLabelText("Email");
    expect(screen.queryByRole("button", { name: /passkey/ })).toBeNull();
  });

  it("that the device doesn't give is said, with a way on", async () => {
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("PublicKeyCredential", {
      parseRequestOptionsFromJSON: (given: unknown) => given,
    });
    vi.stubGlobal("navigator", {
      languages: navigator.languages,
      userAgent: navigator.userAgent,
      credentials: { get: () => Promise.reject(new DOMException("no", "NotAllowedError")) },
    });
    stubApi({
      "GET /api/v1/me": NOBODY,
      "POST /api/v1/session/passkey/challenge": { body: { publicKey: { challenge: "AA" } } },
    });
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: "Sign in with a passkey" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("No passkey was given.");
  });
});
