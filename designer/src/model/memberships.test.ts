/**
 * In which groups somebody is.
 *
 * Never: a department below taken for one above.
 */
import { expect, it } from "vitest";

import { groupsOf } from "./memberships";

const TOP = { id: "top", name: "Top", parentId: null };
const LOW = { id: "low", name: "Low", parentId: "top" };
const group = (name: string, people: readonly string[], departments: readonly string[]) => ({
  id: name,
  name,
  people: people.map((id) => ({ id, name: id })),
  departments: departments.map((id) => ({ id, name: id })),
});

it("finds those that name a person, their department or one above", () => {
  const groups = [
    group("by name", ["p1"], []),
    group("by department", [], ["low"]),
    group("from above", [], ["top"]),
    group("of others", ["p2"], ["else"]),
  ];
  const names = (departmentId: string | null) =>
    groupsOf({ id: "p1", departmentId }, groups, [TOP, LOW]).map(({ name }) => name);
  expect(names("low")).toEqual(["by name", "by department", "from above"]);
  expect(names("top")).toEqual(["by name", "from above"]);
  expect(names(null)).toEqual(["by name"]);
});
