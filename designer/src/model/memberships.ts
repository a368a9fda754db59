/**
 * In which groups somebody is: named themselves, or by a department that they are in or below.
 *
 * Never: a question to the API for each group.
 */
type Named = { readonly id: string; readonly name: string };
type Group = Named & { readonly people: readonly Named[]; readonly departments: readonly Named[] };
type Department = { readonly id: string; readonly parentId: string | null };
type Somebody = { readonly id: string; readonly departmentId: string | null };

export function groupsOf<G extends Group>(
  { id, departmentId }: Somebody,
  groups: readonly G[],
  departments: readonly Department[],
): readonly G[] {
  const above = upwards(departmentId, departments);
  return groups.filter(
    (group) =>
      group.people.some((person) => person.id === id) ||
      group.departments.some((department) => above.has(department.id)),
  );
}

function upwards(from: string | null, departments: readonly Department[]): ReadonlySet<string> {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const found = new Set<string>();
  for (let at = from; at !== null && !found.has(at); at = parents.get(at) ?? null) found.add(at);
  return found;
}
