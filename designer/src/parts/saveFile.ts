/**
 * Hands a text to the person as a file.
 *
 * Never: anything fetched for it; what is saved is what is shown.
 */
const KEPT_MS = 10_000;

export function saveFile(name: string, text: string, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replaceAll(/[^\w.-]+/g, "-");
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
