/**
 * Two versions of a process, compared.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { HELLO, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

const version = (number: string) => ({
  namespace: "demo",
  name: "hello",
  version: number,
  state: "published",
  createdByName: "Ada",
  createdAt: "2026-01-01T10:00:00Z",
  publishedAt: "2026-01-01T10:00:00Z",
});
const ADDRESS = "/processes/demo/hello?view=versions";
const ONE_TO_TWO = "GET /api/v1/definitions/demo/hello/2.0.0/difference";

const task = (name: string, changes: readonly string[], more: object = {}) => ({
  name,
  changes,
  from: null,
  to: null,
  oldName: null,
  fields: [],
  ...more,
});

function seen(told: object, versions = ["2.0.0", "1.1.0", "1.0.0"]): Replies {
  stubSockets();
  const difference = { body: { from: "1.1.0", to: "2.0.0", tasks: [], fields: [], ...told } };
  return {
    ...signedIn(),
    "GET /api/v1/processes/demo/hello": { body: { ...HELLO, versions: versions.map(version) } },
    [ONE_TO_TWO]: difference,
  };
}

describe("two versions", () => {
  it("are the newest ones at first, and differ by tasks and fields", async () => {
    const moved = { from: "/do/0/price", to: "/do/1/block/do/1/price", oldName: "cost" };
    const field = { pointer: "/set/total", old: null, new: { a: 1 } };
    const tasks = [
      task("block", ["added"], { to: "/do/1/block" }),
      task("price", ["moved", "renamed", "changed"], { ...moved, fields: [field] }),
      task("gone", ["removed"], { from: "/do/1/gone" }),
    ];
    const fields = [{ pointer: "/document/title", new: "Hej" }];
    const { asked } = stubApi(seen({ tasks, fields }));
    openPage(ADDRESS);
    const compared = within(await screen.findByRole("region", { name: "Compare two versions" }));
    const list = within(await compared.findByRole("list", { name: "Tasks" }));
    const [block, price, gone] = list.getAllByRole("listitem");
    expect(block).toHaveTextContent(/^blockAdded$/);
    expect(price).toHaveTextContent("priceMovedRenamedChanged");
    expect(price).toHaveTextContent("NameWascostNowprice");
    expect(price).toHaveTextContent("PlaceWas1Now2 in block");
    expect(price).toHaveTextContent('set › totalWasnullNow{ "a": 1 }');
    expect(gone).toHaveTextContent(/^goneRemoved$/);
    expect(compared.getByText("document › title")).toBeVisible();
    expect(compared.getByText("not there")).toBeVisible();
    const question = asked.find(({ path }) => path.endsWith("/difference"));
    expect(question?.query.get("from")).toBe("1.1.0");
  });

  it("are chosen, and stand in the address", async () => {
    const { asked } = stubApi(seen({}));
    const { user } = openPage(ADDRESS);
    await user.click(await screen.findByRole("combobox", { name: "From" }));
    // The first list is that of "From"; without a layout it never counts as open.
    const [first] = await screen.findAllByRole("option", { name: "1.0.0", hidden: true });
    if (first !== undefined) await user.click(first);
    expect(await screen.findByText("No difference: 1.0.0 and 2.0.0 do the same.")).toBeVisible();
    expect(location.search).toContain("from=1.0.0&to=2.0.0");
    expect(asked.at(-1)?.query.get("from")).toBe("1.0.0");
  });

  it("that are not there are said so", async () => {
    const problem = { detail: "The definition demo/hello 9.0.0 was not found.", remedy: "Look." };
    const missing = { status: 404, body: problem };
    stubApi({ ...seen({}), [ONE_TO_TWO]: missing });
    openPage(`${ADDRESS}&from=9.0.0`);
    expect(await screen.findByText(/9\.0\.0 was not found/)).toBeVisible();
  });

  it("are two at least", async () => {
    stubApi(seen({}, ["1.0.0"]));
    openPage(ADDRESS);
    expect(await screen.findByRole("list", { name: "Versions" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Compare two versions" })).toBeNull();
  });
});
