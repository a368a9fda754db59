/**
 * A key that makes a wish one wish, however often it is sent.
 *
 * Never: guessable, or twice the same. `randomUUID` is missing where a page is not served over
 * HTTPS.
 */
const KEY_BYTES = 16;

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
