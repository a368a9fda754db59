/**
 * A template as it is being written, filled in a moment after the last key.
 *
 * Never: asked anew with each letter.
 */
import { useDebouncedValue } from "@mantine/hooks";

import { type Texts, usePreview } from "../../api/templates";

const PAUSE_MS = 400;

/** Without values that can be read the last ones stay. */
export function useTried(texts: Texts = {}, values = "{}") {
  const [asked] = useDebouncedValue(JSON.stringify([texts, values]), PAUSE_MS);
  const [ofTexts, ofValues] = JSON.parse(asked) as [Texts, string];
  const some = Object.entries(ofTexts).filter(([, { subject }]) => subject !== "");
  return usePreview(Object.fromEntries(some), ofValues);
}
