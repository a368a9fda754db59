/**
 * Makes an organisation, and invites who is to administer it.
 *
 * Never: a password chosen for somebody else; a link is sent.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { useCreateTenant } from "../../api/tenants";
import { say, type Word } from "../../words";
import { Question } from "../run/Question";

const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

type Wanted = Record<"name" | "slug" | "email" | "admin", string>;

export function CreateTenant({ onClose }: { readonly onClose: () => void }) {
  const given = useCreateTenant();
  const [isChecked, check] = useState(false);
  const [wanted, want] = useState<Wanted>({ name: "", slug: "", email: "", admin: "" });
  const faults = faultsOf(wanted);
  const send = () => {
    check(true);
    if (Object.keys(faults).length > 0) return;
    const administrator = { email: wanted.email, name: wanted.admin };
    given.mutate({ slug: wanted.slug, name: wanted.name, administrator }, { onSuccess: onClose });
  };
  const field = (name: keyof Wanted, word: Word, isLatin: boolean) => ({
    label: say(word),
    value: wanted[name],
    error: isChecked ? faults[name] : undefined,
    autoComplete: "off",
    ...(isLatin ? { dir: "ltr", spellCheck: false } : {}),
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      want({ ...wanted, [name]: currentTarget.value }),
  });
  return (
    <Question
      title={say("tenants.new")}
      submit={say("tenants.create")}
      given={{ ...given, data: undefined }}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput {...field("name", "tenants.name", false)} data-autofocus />
      <TextInput {...field("slug", "tenants.slug", true)} description={say("tenants.slugMore")} />
      <TextInput {...field("admin", "tenants.admin", false)} />
      <TextInput
        {...field("email", "tenants.email", true)}
        description={say("tenants.emailMore")}
      />
    </Question>
  );
}

function faultsOf({ name, slug, email, admin }: Wanted): Partial<Wanted> {
  return {
    ...(name.trim() === "" && { name: say("tenants.missing") }),
    ...(admin.trim() === "" && { admin: say("tenants.missing") }),
    ...(!SLUG.test(slug) && { slug: say("tenants.slugFault") }),
    ...(!EMAIL.test(email) && { email: say("tenants.emailFault") }),
  };
}
