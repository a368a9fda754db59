/**
 * A version, rehearsed on the last runs.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { HELLO, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

const version = (number: string, state: string) => ({
  namespace: "demo",
  name: "hello",
  version: number,
  state,
  savedByName: "Ada",
  savedAt: "2026-01-01T10:00:00Z",
  publishedAt: "2026-01-01T10:00:00Z",
});
const ADDRESS = "/processes/demo/hello?view=rehearsal&version=2.0.0";
const REHEARSE = "POST /api/v1/definitions/demo/hello/2.0.0/rehearse";
const NONE = { open: 0, tooLong: 0, retried: 0, unreadable: 0, unfinished: 0, notReached: 0 };
const ALIKE = {
  alike: true,
  compared: 3,
  same: 3,
  leftOut: NONE,
  differences: [],
  moreDifferences: 0,
  remarks: [],
};
const GROUP = {
  kind: "fault",
  task: "/do/1/pay~1out",
  line: 7,
  sentence: "In English.",
  error: { type: "urn:down", status: 503 },
  count: 2,
  runs: ["r1", "r2"],
  example: {
    run: "r1",
    before: { status: "completed", output: { "<b>": 1 }, error: null },
    after: null,
  },
};
const REMARK = { ...GROUP, kind: "left", task: "", line: null, error: null, example: null };

function seen(told: object, status = 200): Replies {
  stubSockets();
  const versions = [version("2.0.0", "draft"), version("1.0.0", "published")];
  return {
    ...signedIn(),
    "GET /api/v1/processes/demo/hello": { body: { ...HELLO, draft: "2.0.0", versions } },
    "GET /api/v1/definitions/demo/hello/2.0.0": {
      body: { document: { do: [] }, source: "do: []", state: "draft", summary: null },
    },
    [REHEARSE]: { status, body: { ...ALIKE, ...told } },
  };
}

async function rehearsed(told: object, status = 200) {
  const api = stubApi(seen(told, status));
  const { user } = openPage(ADDRESS);
  await user.click(await screen.findByRole("button", { name: "Rehearse on past runs" }));
  return { api, user };
}

describe("a rehearsal", () => {
  it("is offered for a draft, and begins when it is wanted", async () => {
    const { asked } = stubApi(seen({}));
    const { user } = openPage("/processes/demo/hello?view=text&version=2.0.0");
    await user.click(await screen.findByRole("link", { name: "Rehearse on past runs" }));
    expect(await screen.findByText(/come to with version 2\.0\.0/)).toBeVisible();
    expect(location.search).toContain("view=rehearsal");
    expect(asked.some(({ path }) => path.endsWith("/rehearse"))).toBe(false);
  });

  it("says that all runs end alike", async () => {
    await rehearsed({});
    expect(await screen.findByText("All 3 runs end as they did.")).toBeVisible();
    expect(screen.queryByRole("region", { name: "What differs" })).toBeNull();
    expect(screen.getByRole("button", { name: "Rehearse again" })).toBeVisible();
  });

  it("shows how runs differ, by group, with runs to look at", async () => {
    const leftOut = { ...NONE, open: 1, notReached: 2 };
    const told = { alike: false, same: 1, leftOut, differences: [GROUP], remarks: [REMARK] };
    await rehearsed({ ...told, moreDifferences: 4 });
    expect(
      await screen.findByText("Of 3 runs that were compared 1 end as they did."),
    ).toBeVisible();
    const differences = within(screen.getByRole("region", { name: "What differs" }));
    expect(differences.getByRole("heading", { name: /pay\/out.*line 7.*2 runs/ })).toBeVisible();
    expect(differences.getByText(/It faults here/)).toBeVisible();
    expect(differences.getByText("Error urn:down, status 503")).toBeVisible();
    expect(differences.getByText(/"<b>"/)).toBeVisible();
    expect(differences.getByRole("link", { name: "r2" })).toHaveAttribute("href", "/runs/r2");
    expect(screen.getByText(/4 runs more end otherwise/)).toBeVisible();
    const remarks = within(screen.getByRole("region", { name: "Worth knowing" }));
    expect(remarks.getByText("This call isn't made any more.")).toBeVisible();
    expect(remarks.getByRole("heading", { name: /The run as a whole/ })).toBeVisible();
    const left = within(screen.getByRole("region", { name: "Left out" }));
    expect(left.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
      "1 run that has not ended yet",
      "2 runs for which no time was left",
    ]);
    const { violations } = await axe.run(document.body, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations).toEqual([]);
  });

  it("says that there is no run yet", async () => {
    await rehearsed({ compared: 0, same: 0 });
    expect(await screen.findByText("There is no run yet that could be compared.")).toBeVisible();
  });

  it("says what is wrong, and can be tried again", async () => {
    await rehearsed({ detail: "The definition has errors.", remedy: "Correct them." }, 422);
    expect(await screen.findByRole("alert")).toHaveTextContent("The definition has errors.");
    expect(screen.getByRole("button", { name: "Rehearse on past runs" })).toBeVisible();
  });
});
