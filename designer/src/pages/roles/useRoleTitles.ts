/**
 * What roles are called and which of them one can give, for pages that are not about roles.
 *
 * Never: the list of roles asked for by who may not see it; they know the built-in ones.
 */
import { useMay, useRoles } from "../../api/access";
import { namesOf } from "../../words";
import { useMe } from "../useMe";
import { titleOf, unknownRole } from "./roleTitle";

export type RoleChoice = { readonly value: string; readonly label: string };

/** The title of a role by its name. */
export function useRoleTitle(): (name: string) => string {
  const roles = useKnown();
  return (name) => titleOf(roles?.find((role) => role.name === name) ?? unknownRole(name));
}

/** All that there are, the tenant's own too. */
export function useAllRoles(): readonly RoleChoice[] {
  const roles = useKnown();
  if (roles === undefined) return namesOf("roles").map((name) => choice(unknownRole(name)));
  return roles.map(choice);
}

/** Nobody gives more than they have: those which give nothing that one lacks. */
export function useGivableRoles(): readonly RoleChoice[] {
  const me = useMe();
  const may = useMay();
  const roles = useKnown();
  if (roles === undefined) return me.roles.map((name) => choice(unknownRole(name)));
  return roles.filter(({ permissions }) => permissions.every(may)).map(choice);
}

function useKnown() {
  return useRoles(useMay()("access:read")).data?.items;
}

function choice(role: Parameters<typeof titleOf>[0]): RoleChoice {
  return { value: role.name, label: titleOf(role) };
}
