/**
 * Signing in, out, and being signed out.
 *
 * Never: a password in what is shown.
 */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { keepInput } from "../api/lastInput";
import { ADA, signedIn, stubApi, WRONG } from "../testing/api";
import { openPage } from "../testing/page";

const NOBODY = { status: 401, body: { ...WRONG.body, detail: "Nobody has signed in." } };

async function fillIn(user: ReturnType<typeof openPage>["user"]) {
  await user.type(await screen.findByLabelText("Email"), " ada@demo.example ");
  await user.type(screen.getByLabelText("Password"), "secret{Enter}");
}

describe("sign-in", () => {
  it("sends what was typed, once, and opens the page", async () => {
    const api = stubApi({
      ...signedIn(),
      "GET /api/v1/me": NOBODY,
      "POST /api/v1/session": { body: ADA },
    });
    const { user } = openPage();
    await fillIn(user);
    expect(await screen.findByText("Demo")).toBeVisible();
    const posts = api.asked.filter((asked) => asked.method === "POST");
    expect(posts.map((asked) => JSON.parse(asked.body) as unknown)).toEqual([
      { email: "ada@demo.example", password: "secret", tenant: null },
    ]);
    expect(posts[0]?.headers.get("X-Baton")).toBe("1");
  });

  it("names the fault and the remedy, and then asks for the tenant", async () => {
    const api = stubApi({ "GET /api/v1/me": NOBODY, "POST /api/v1/session": WRONG });
    const { user } = openPage();
    await fillIn(user);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The email or the password is wrong.Try again.",
    );
    expect(screen.queryByText(/session has ended/)).toBeNull();
    await user.type(screen.getByLabelText("Organisation"), "other{Enter}");
    await waitFor(() => {
      expect(api.asked.at(-1)?.body).toContain('"tenant":"other"');
    });
  });

  it("says at the field what is missing and sends nothing", async () => {
    const api = stubApi({ "GET /api/v1/me": NOBODY });
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(screen.getByLabelText("Email")).toHaveAccessibleDescription("Enter your email address.");
    expect(screen.getByLabelText("Email")).toHaveFocus();
    expect(screen.getByLabelText("Password")).toBeInvalid();
    expect(api.asked.every((asked) => asked.method === "GET")).toBe(true);
  });

  it("says that the API does not answer", async () => {
    stubApi({ "GET /api/v1/me": NOBODY, "POST /api/v1/session": "unreachable" });
    const { user } = openPage();
    await fillIn(user);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Baton does not answer.Check your connection, then try again.",
    );
  });

  it("shows the password only when asked to", async () => {
    stubApi({ "GET /api/v1/me": NOBODY });
    const { user } = openPage();
    const field = await screen.findByLabelText("Password");
    expect(field).toHaveAttribute("type", "password");
    await user.click(screen.getByRole("button", { name: "Show the password" }));
    expect(field).toHaveAttribute("type", "text");
  });
});

describe("the end of a session", () => {
  it("comes at sign-out, and nothing of the person stays", async () => {
    keepInput("p1", "demo/hello", '{"name":"Ada"}');
    const api = stubApi({ ...signedIn(), "DELETE /api/v1/session": { status: 204 } });
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: /your account/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByLabelText("Email")).toBeVisible();
    expect(screen.queryByText(/session has ended/)).toBeNull();
    expect(screen.queryByText("Say hello")).toBeNull();
    expect(api.asked.some(({ method }) => method === "DELETE")).toBe(true);
    expect(JSON.stringify(sessionStorage)).not.toContain("Ada");
  });

  it("is said when it comes by itself", async () => {
    const api = stubApi({ ...signedIn(), "GET /api/v1/processes": NOBODY });
    openPage();
    expect(await screen.findByRole("alert")).toHaveTextContent(/session has ended/);
    expect(document.title).toBe("Sign in – Baton");
    expect(api.asked.length).toBeLessThan(10);
  });
});

describe("before anything is known", () => {
  it("waits for an API that is not there yet", async () => {
    const api = stubApi({ "GET /api/v1/me": "unreachable" });
    const { user } = openPage();
    expect(await screen.findByRole("alert")).toHaveTextContent("Baton does not answer.");
    Object.assign(api.replies, signedIn());
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Say hello")).toBeVisible();
  });

  it("says that a proxy's page is no answer", async () => {
    stubApi({ "GET /api/v1/me": { status: 502, body: [] } });
    openPage();
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be read");
  });
});

describe("providers of identities", () => {
  const OFFERED = { body: { tenant: "demo", items: [{ id: "i1", name: "Corp" }] } };

  it("have buttons that lead there, and back to where one wanted to go", async () => {
    const api = stubApi({ "GET /api/v1/me": NOBODY, "GET /api/v1/session/providers": OFFERED });
    openPage("/runs?status=failed");
    const link = await screen.findByRole("link", { name: "Sign in with Corp" });
    expect(link).toHaveAttribute(
      "href",
      "/api/v1/session/oidc/demo/i1?to=%2Fruns%3Fstatus%3Dfailed",
    );
    expect(api.asked.at(-1)?.query.get("tenant")).toBeNull();
  });

  it("that have not let somebody in say why", async () => {
    const api = stubApi({ "GET /api/v1/me": NOBODY, "GET /api/v1/session/providers": OFFERED });
    openPage("/sign-in?problem=no-account&tenant=demo");
    expect(await screen.findByRole("alert")).toHaveTextContent(/Ask your administrators/);
    expect(api.asked.at(-1)?.query.get("tenant")).toBe("demo");
  });

  it("are followed by the second step, and then by the page that was wanted", async () => {
    stubApi({
      ...signedIn(),
      "GET /api/v1/me": NOBODY,
      "POST /api/v1/session/second-factor": { body: ADA },
    });
    const { user } = openPage("/sign-in?ways=totp&to=/processes");
    await user.type(await screen.findByLabelText("Code"), "123456{Enter}");
    expect(await screen.findByText("Demo")).toBeVisible();
    await waitFor(() => expect(location.pathname).toBe("/processes"));
  });
});
