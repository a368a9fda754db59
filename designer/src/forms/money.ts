/**
 * Currencies: which there are, what they are called and how many decimal places they have.
 *
 * Never: a rate; an amount stays in the currency that it was entered in.
 */
import { locale } from "../words";
import { decimalOf } from "./numerals";

const USUAL_PLACES = 2;

export function currencyPlaces(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? USUAL_PLACES;
  } catch {
    return USUAL_PLACES;
  }
}

export function currencyName(currency: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "currency" }).of(currency) ?? currency;
  } catch {
    return currency;
  }
}

export function allCurrencies(): readonly string[] {
  return Intl.supportedValuesOf("currency");
}

/** An amount that is sent as a text has all its decimal places. What is no amount stays as typed. */
export function amountText(typed: string, currency: string): string {
  const decimal = decimalOf(typed);
  if (decimal === undefined) return typed;
  const [whole = "", part = ""] = decimal.split(".");
  const places = currencyPlaces(currency);
  const padded = part.padEnd(places, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}
