/**
 * Copies a text and remembers for a moment what came of it.
 *
 * Never: silent; where the browser forbids it, it says so instead.
 */
import { useEffect, useState } from "react";

const SHOWN_MS = 1_500;

export function useCopied() {
  const [told, setTold] = useState<"json.copied" | "json.noCopy">();
  useEffect(() => {
    if (told === undefined) return undefined;
    const timer = setTimeout(() => setTold(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setTold("json.copied");
    } catch {
      setTold("json.noCopy");
    }
  };
  return { told, copy };
}
