/**
 * The parts of the editor that are seen first, fetched while the definition is on its way.
 *
 * Never: one that is shown on demand; nor a failure told here, whoever shows a part asks again.
 */
import { NARROW, WIDE } from "./views";

export function fetchParts(): void {
  const wanted: Promise<unknown>[] = [import("./drawing/Drawing")];
  if (!matchMedia(NARROW).matches) wanted.push(import("./panel/Panel"));
  if (matchMedia(WIDE).matches) wanted.push(import("./text/TextView"));
  // The layout engine is the largest of all.
  wanted.push(import("../canvas/arrange").then(({ prepare }) => prepare()));
  for (const part of wanted) part.catch(() => undefined);
}
