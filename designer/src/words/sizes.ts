/**
 * Sizes of files as people say them.
 *
 * Never: more digits than anybody needs.
 */
import { locale } from "./index";

const STEP = 1000;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
/** Rounded up to it, a size is said in the next unit. */
const NEXT = 999.5;

/** "312 bytes", "1.4 MB". */
export function size(bytes: number): string {
  let amount = bytes;
  let step = 0;
  while (amount >= NEXT && step < UNITS.length - 1) {
    amount /= STEP;
    step += 1;
  }
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0,
  }).format(amount);
}
