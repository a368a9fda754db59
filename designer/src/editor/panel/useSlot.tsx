/**
 * Label, hint and fault of a field of the panel, in the way that every control takes them.
 *
 * Never: a star; what may be left out says so where that is not plain.
 */
import { say } from "../../words";
import { usePanel, useSentence } from "./usePanel";

export type SlotProps = {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly example?: string | undefined;
  readonly within?: string | undefined;
};

export function useSlot({ pointer, label, hint = "", example = "" }: SlotProps, inside = false) {
  const { disabled } = usePanel();
  const error = useSentence(pointer, inside);
  const hints = [hint, example === "" ? "" : say("form.example", { example })];
  const description = hints.filter((one) => one !== "").join("\n");
  return {
    label: <bdi>{label}</bdi>,
    description: description === "" ? undefined : <bdi>{description}</bdi>,
    error,
    disabled,
  };
}
