/**
 * The page about oneself, and the one for who must set up a second factor.
 *
 * Never: a password left in a field.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const AT = "2026-01-01T10:00:00Z";
const PROFILE = {
  ...{ id: "p1", name: "Ada", email: "ada@demo.example", department: null },
  ...{ departmentPath: [], head: null, away: null, standIn: null, invitation: null },
  ...{ language: "en", timeZone: "Europe/Berlin", workingHours: {} },
};
const BARE = {
  password: true,
  totpSince: null,
  recoveryCodesLeft: 0,
  passkeys: [],
  secondFactorRequired: false,
};
const PASSKEY = { id: "k1", name: "Laptop", synced: true, createdAt: AT, usedAt: null };
const HERE = {
  id: "s1",
  current: true,
  device: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
  address: "10.0.0.1",
  createdAt: AT,
  seenAt: AT,
  endsAt: AT,
};
const THERE = { ...HERE, id: "s2", current: false, device: "", address: "10.0.0.2" };
const TRIES = [
  { id: "t2", at: AT, way: "totp", refused: null, address: "10.0.0.1", device: HERE.device },
  { id: "t1", at: AT, way: "password", refused: "wrong-password", address: "6.6.6.6", device: "" },
];
const BEGUN = {
  secret: "ABC234",
  address: "otpauth://totp/x",
  picture: "data:image/svg+xml,%3Csvg/%3E",
};
const CODES = ["aaaa-bbbb", "cccc-dddd"];
const STALE = {
  status: 403,
  body: { type: "urn:baton:problem:prove-again", status: 403, detail: "Some time.", remedy: "" },
};

function replies(security: object = BARE, more: Replies = {}): Replies {
  return {
    ...signedIn(),
    "GET /api/v1/me/profile": { body: PROFILE },
    "GET /api/v1/me/security": { body: security },
    "GET /api/v1/me/channels": { body: { items: [], chats: [] } },
    "GET /api/v1/me/absences": { body: { items: [] } },
    "GET /api/v1/me/sessions": { body: { items: [HERE, THERE] } },
    "GET /api/v1/me/sign-ins": { body: { items: TRIES, next: null } },
    ...more,
  };
}

async function open(given: Replies = replies()) {
  const api = stubApi(given);
  const { user } = openPage("/me");
  await screen.findByRole("heading", { level: 1, name: "Profile and security" });
  await screen.findByRole("heading", { name: "Authenticator app" });
  return { api, user };
}

const sent = (api: ReturnType<typeof stubApi>, method: string, path: string) =>
  api.asked.filter((asked) => asked.method === method && asked.path === `/api/v1/me${path}`);

describe("the page about oneself", () => {
  it("is reached from the person's menu and can be used by everybody", async () => {
    stubApi(replies());
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: /your account/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Profile and security" }));
    expect(await screen.findByText("Chrome on Linux")).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
    await expectAccessible();
  });

  it("changes the name, and keeps the rest", async () => {
    const { api, user } = await open(
      replies(BARE, { "PATCH /api/v1/me/profile": { body: PROFILE } }),
    );
    await user.clear(await screen.findByLabelText("Name"));
    await user.type(screen.getByLabelText("Name"), "Augusta{Enter}");
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(JSON.parse(sent(api, "PATCH", "/profile")[0]?.body ?? "")).toEqual({
      name: "Augusta",
      language: "en",
      timeZone: "Europe/Berlin",
    });
  });

  it("changes the password and keeps none of both", async () => {
    const { api, user } = await open(
      replies(BARE, { "POST /api/v1/me/password": { status: 204 } }),
    );
    await user.type(screen.getByLabelText("Old password"), "old one");
    await user.type(screen.getByLabelText("New password"), "a new one, longer{Enter}");
    expect(await screen.findByText("The password has been changed.")).toBeVisible();
    expect(sent(api, "POST", "/password")[0]?.body).toBe(
      '{"old":"old one","new":"a new one, longer"}',
    );
    expect(screen.getByLabelText("Old password")).toHaveValue("");
    expect(screen.getByLabelText("New password")).toHaveValue("");
  });
});

describe("an authenticator app", () => {
  it("is set up by its picture and a first code, then the recovery codes are shown", async () => {
    const { api, user } = await open(
      replies(BARE, {
        "POST /api/v1/me/totp": { status: 201, body: BEGUN },
        "POST /api/v1/me/totp/confirmation": { body: { recoveryCodes: CODES } },
      }),
    );
    await user.click(screen.getByRole("button", { name: "Set up an app" }));
    expect(await screen.findByRole("img", { name: /QR code/ })).toHaveAttribute(
      "src",
      BEGUN.picture,
    );
    expect(screen.getByText("ABC234")).toBeVisible();
    await expectAccessible();
    await user.type(screen.getByLabelText("Code"), "123456{Enter}");
    expect(await screen.findByText("aaaa-bbbb")).toBeVisible();
    expect(sent(api, "POST", "/totp/confirmation")[0]?.body).toBe('{"code":"123456"}');
    await user.click(screen.getByRole("button", { name: "I have kept the codes" }));
    await waitFor(() => expect(screen.queryByText("aaaa-bbbb")).toBeNull());
  });

  it("asks for the password where the sign-in is old, and then goes on", async () => {
    let proven = false;
    const { api, user } = await open(
      replies(
        { ...BARE, totpSince: AT, recoveryCodesLeft: 9 },
        {
          "DELETE /api/v1/me/totp": () => (proven ? { status: 204 } : STALE),
          "POST /api/v1/me/proof": () => {
            proven = true;
            return { status: 204 };
          },
        },
      ),
    );
    expect(screen.getByText("9 codes are left.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Remove the app" }));
    const dialog = await screen.findByRole("dialog", { name: "Is it you?" });
    await user.type(within(dialog).getByLabelText("Password"), "secret{Enter}");
    await waitFor(() => expect(sent(api, "DELETE", "/totp")).toHaveLength(2));
    expect(sent(api, "POST", "/proof")[0]?.body).toBe('{"password":"secret"}');
    expect(screen.queryByText("Some time.")).toBeNull();
  });
});

describe("passkeys and sign-ins", () => {
  it("are listed by name and taken away", async () => {
    const { api, user } = await open(
      replies(
        { ...BARE, passkeys: [PASSKEY] },
        { "DELETE /api/v1/me/passkeys/k1": { status: 204 } },
      ),
    );
    await user.click(screen.getByRole("button", { name: "Remove the passkey Laptop" }));
    await waitFor(() => expect(sent(api, "DELETE", "/passkeys/k1")).toHaveLength(1));
    expect(screen.getByText(/knows no passkeys/)).toBeVisible();
  });

  it("end elsewhere, one or all, but not here", async () => {
    const { api, user } = await open(
      replies(BARE, {
        "DELETE /api/v1/me/sessions/s2": { status: 204 },
        "DELETE /api/v1/me/sessions": { status: 204 },
      }),
    );
    const list = await screen.findByRole("list", { name: "Where you have signed in" });
    expect(within(list).getAllByRole("button")).toHaveLength(1);
    await user.click(within(list).getByRole("button", { name: /from 10.0.0.2/ }));
    await user.click(screen.getByRole("button", { name: "End all others" }));
    await waitFor(() => expect(sent(api, "DELETE", "/sessions")).toHaveLength(1));
    expect(sent(api, "DELETE", "/sessions/s2")).toHaveLength(1);
  });

  it("tell who tried and why they were refused", async () => {
    await open();
    const list = await screen.findByRole("list", { name: "Sign-ins of late" });
    expect(within(list).getByText(/Wrong password/)).toBeVisible();
    expect(within(list).getByText(/password and app/)).toBeVisible();
  });
});

describe("the organisation's rules", () => {
  it("are changed by who may", async () => {
    const rules = { secondFactorOfAll: false, secondFactorOfRoles: ["operator"] };
    const api = stubApi({
      ...replies(),
      "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, "security:write"] } },
      "GET /api/v1/security-rules": { body: { ...rules, changedAt: null, changedBy: null } },
      "PUT /api/v1/security-rules": { status: 204 },
    });
    const { user } = openPage("/me");
    expect(await screen.findByLabelText("Operator")).toBeChecked();
    await user.click(screen.getByLabelText("Everybody must have a second factor"));
    await waitFor(() =>
      expect(api.asked.find(({ method }) => method === "PUT")?.body).toBe(
        '{"secondFactorOfAll":true,"secondFactorOfRoles":["operator"]}',
      ),
    );
  });

  it("are not shown to others", async () => {
    await open();
    expect(screen.queryByText("Rules of the organisation")).toBeNull();
  });
});

describe("who must have a second factor", () => {
  it("is told so as soon as the rule has come", async () => {
    let asked = 0;
    stubApi({
      ...replies(),
      "GET /api/v1/me": () => ({ body: { ...ADA, secondFactorMissing: (asked += 1) > 1 } }),
      "GET /api/v1/processes": {
        status: 403,
        body: { ...STALE.body, type: "urn:baton:problem:second-factor-missing" },
      },
    });
    openPage();
    expect(await screen.findByRole("heading", { name: "Set up a second factor" })).toBeVisible();
  });

  it("sets it up before anything else, and then goes on", async () => {
    let missing = true;
    const api = stubApi({
      ...replies(),
      "GET /api/v1/me": () => ({ body: { ...ADA, secondFactorMissing: missing } }),
      "POST /api/v1/me/totp": { status: 201, body: BEGUN },
      "POST /api/v1/me/totp/confirmation": () => {
        missing = false;
        return { body: { recoveryCodes: CODES } };
      },
    });
    const { user } = openPage();
    expect(await screen.findByRole("heading", { name: "Set up a second factor" })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Set up an app" }));
    await user.type(await screen.findByLabelText("Code"), "123456{Enter}");
    expect(await screen.findByText("aaaa-bbbb")).toBeVisible();
    expect(api.asked.some(({ path }) => path === "/api/v1/processes")).toBe(false);
    await user.click(screen.getByRole("button", { name: "I have kept the codes" }));
    expect(await screen.findByText("Say hello")).toBeVisible();
  });
});
