/**
 * Hands a text to the person as a file.
 *
 * Never: anything fetched for it; what is saved is what is shown.
 */
/** The name of a file of JSON that tells what it is of. */
export function fileOf(...names: readonly string[]): string {
  return `${names.join("-")}.json`;
}

const KEPT_MS = 10_000;

export function saveFile(name: string, text: string, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replaceAll(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
