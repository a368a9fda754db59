/**
 * Copies a text and says that it has.
 *
 * Never: without the name of what it copies, for who doesn't see beside what it stands.
 */
import { say } from "../words";
import { Button } from "./Button";
import { CheckIcon, CopyIcon } from "./icons";
import { useCopied } from "./useCopied";

type Props = {
  readonly name: string;
  readonly text: () => string;
};

export function CopyButton({ name, text }: Props) {
  const { told, copy } = useCopied();
  const Icon = told === "json.copied" ? CheckIcon : CopyIcon;
  return (
    <Button
      look="quiet"
      aria-label={say("json.copyLabel", { name })}
      onClick={() => void copy(text())}
    >
      <Icon size={14} stroke={1.8} aria-hidden="true" />
      <span role="status">{say(told ?? "json.copy")}</span>
    </Button>
  );
}
