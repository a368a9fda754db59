/**
 * The page of a mail, made fit to be shown in a frame apart: it fetches and runs nothing, and its
 * links lead out of the frame.
 *
 * Never: the only thing that keeps it from running; the frame has no scripts whatever it says.
 */
const HEAD = /<head\b[^>]*>/i;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const FIRST =
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  '<meta name="referrer" content="no-referrer"><base target="_blank">';

export function framed(html: string): string {
  // A head of ours before theirs, where theirs can't be found: nothing stands before it.
  if (!HEAD.test(html)) return `<!doctype html><head>${FIRST}</head>${html}`;
  return html.replace(HEAD, (head) => `${head}${FIRST}`);
}
