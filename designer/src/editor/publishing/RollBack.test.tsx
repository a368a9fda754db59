/**
 * An older version made the newest again.
 *
 * Never: a server; what it would say stands here.
 */
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";

import { shown } from "../../forms/forTests";
import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { RollBack } from "./RollBack";

const SOURCE = "document: { name: desk, version: 1.0.2 } # mine\ndo: []\n";
const AT = "/api/v1/definitions/office/desk";

it("goes back with the older text under a new number, once it was seen what changes", async () => {
  const difference = { from: "1.1.0", to: "1.1.1", tasks: [], fields: [{ pointer: "/a", new: 1 }] };
  const { asked } = stubApi({
    [`GET ${AT}/1.0.2`]: { body: { source: SOURCE, document: {}, state: "published" } },
    "POST /api/v1/definitions": { status: 201, body: { hash: "h1" } },
    [`GET ${AT}/1.1.1/difference`]: { body: difference },
    [`POST ${AT}/1.1.1/publish`]: { body: {} },
  });
  const place = { namespace: "office", name: "desk" };
  const props = { place, version: "1.0.2", newest: "1.1.0", next: "1.1.1" };
  shown(<RollBack {...props} onClose={() => undefined} />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Look at what changes" }));
  expect(await screen.findByText("Outside of the tasks")).toBeVisible();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Publish 1.0.2 as 1.1.1" }));
  expect(await screen.findByText("1.1.1 is the newest version now.")).toBeVisible();
  const [saved, published] = asked.filter(({ method }) => method === "POST");
  expect(saved?.body).toBe(SOURCE.replace("1.0.2", "1.1.1"));
  expect(JSON.parse(published?.body ?? "")).toEqual({ notes: "Back to 1.0.2", after: "1.1.0" });
  expect(published?.headers.get("If-Match")).toBe('"h1"');
});
