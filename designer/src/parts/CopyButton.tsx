/**
 * Copies a text and says that it has.
 *
 * Never: silent; where the browser forbids it, it says so instead.
 */
import { useEffect, useState } from "react";

import { say } from "../words";
import { Button } from "./Button";

const SHOWN_MS = 1_500;

type Props = {
  readonly name: string;
  readonly text: () => string;
};

export function CopyButton({ name, text }: Props) {
  const [told, setTold] = useState<"json.copied" | "json.noCopy">();
  useEffect(() => {
    if (told === undefined) return undefined;
    const timer = setTimeout(() => {
      setTold(undefined);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [told]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setTold("json.copied");
    } catch {
      setTold("json.noCopy");
    }
  };
  return (
    <Button look="quiet" aria-label={say("json.copyLabel", { name })} onClick={() => void copy()}>
      <span role="status">{say(told ?? "json.copy")}</span>
    </Button>
  );
}
