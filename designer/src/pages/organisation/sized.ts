/**
 * A number as it is read: bytes in the unit that suits them.
 *
 * Never: more digits than anybody needs.
 */
import { locale } from "../../words";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const STEP = 1_000;

export function sized(amount: number, isSize: boolean): string {
  if (!isSize) return new Intl.NumberFormat(locale()).format(amount);
  let left = amount;
  let at = 0;
  while (left >= STEP && at < UNITS.length - 1) {
    left /= STEP;
    at += 1;
  }
  const unit = UNITS[at] ?? "byte";
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    maximumFractionDigits: 1,
  }).format(left);
}
