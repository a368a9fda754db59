/**
 * What the addresses of the pages say.
 *
 * Never: a value passed on that a page can't use.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { readSearch } from "../model/address";
import { LONGEST_SEARCH } from "../model/runFilter";
import { processesSearchOf, processSearchOf, runSearchOf, startSearchOf } from "./searches";

describe("an address of a page", () => {
  it("says what is shown", () => {
    expect(processesSearchOf(readSearch("?search=order&state=draft"))).toEqual({
      search: "order",
      state: "draft",
    });
    expect(processSearchOf(readSearch("?view=text&version=1.0.0"))).toEqual({
      view: "text",
      version: "1.0.0",
    });
    expect(processSearchOf(readSearch("?view=versions&from=1.0.0&to=1.1.0"))).toEqual({
      view: "versions",
      from: "1.0.0",
      to: "1.1.0",
    });
    expect(runSearchOf(readSearch("?view=times&task=%2Fdo%2F0%2Fa"))).toEqual({
      view: "times",
      task: "/do/0/a",
    });
    expect(startSearchOf(readSearch("?version=2.0.0"))).toEqual({ version: "2.0.0" });
  });

  it("that makes no sense says nothing", () => {
    const hostile = {
      search: " ",
      state: ["draft", "draft"],
      view: "constructor",
      version: ["1", "2"],
      from: {},
      to: "",
      task: 3,
      __proto__: { state: "draft" },
    };
    for (const read of [processesSearchOf, processSearchOf, runSearchOf, startSearchOf])
      expect(read(hostile)).toEqual({});
  });

  it("is sought for no longer than the API takes", () => {
    const { search } = processesSearchOf({ search: "ب".repeat(5_000) });
    expect(search).toHaveLength(LONGEST_SEARCH);
  });
});
