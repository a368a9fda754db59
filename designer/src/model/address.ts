/**
 * The part of an address after "?" as plain names and values, a name once for each value.
 *
 * Never: JSON in an address; a person may type one.
 */
export type Search = Readonly<Record<string, string | readonly string[]>>;

export function readSearch(text: string): Search {
  const found = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(found);
}

export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of all)
      if (typeof one === "string" || typeof one === "number") written.append(name, String(one));
  }
  const text = written.toString();
  return text === "" ? "" : `?${text}`;
}
