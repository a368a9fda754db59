/**
 * An amount and its currency.
 *
 * Never: an amount without a currency sent as if it were plain.
 */
import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";

import type { Json } from "../model/json";
import { isObject } from "../model/schemaShape";
import { say } from "../words";
import { Cluster, type Part } from "./Cluster";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { allCurrencies, amountText, currencyName, currencyPlaces } from "./money";
import { numberOf, numeralOf, numeralOfDecimal } from "./numerals";
import { IN_PLACE } from "./inPlace";
import { useTyped } from "./useTyped";

const MOST_LISTED = 50;
const WIDE = { ...IN_PLACE, width: 260, position: "bottom-end" } as const;

export function MoneyField({ field, control, value, face }: ControlProps<"money">) {
  const { change } = useFilling();
  const { asText, currencies } = control;
  const given = isObject(value) ? value : {};
  const amount = given["amount"];
  const currency = typeof given["currency"] === "string" ? given["currency"] : control.currency;
  const put = (nextAmount: Json | undefined, nextCurrency: string) => {
    const parts = { amount: nextAmount, currency: nextCurrency === "" ? undefined : nextCurrency };
    const entries = Object.entries(parts).filter(
      (part): part is [string, Json] => part[1] !== undefined,
    );
    change(field.pointer, entries.length === 0 ? undefined : Object.fromEntries(entries));
  };
  const read = (text: string) => {
    if (text.trim() === "") return undefined;
    return asText ? amountText(text, currency) : numberOf(text);
  };
  const shown =
    asText && typeof amount === "string"
      ? numeralOfDecimal(amount)
      : numeralOf(amount, currencyPlaces(currency));
  const typed = useTyped(shown, (text) => put(read(text), currency));
  return (
    <Cluster field={field} face={face}>
      {(part) => (
        <>
          <TextInput
            {...part("amount")}
            {...typed}
            className={styles["amount"]}
            aria-label={say("form.money.amount")}
            aria-required={field.required}
            inputMode="decimal"
            autoComplete="off"
          />
          {currencies.length === 1 ? (
            <abbr className={styles["currency"]} title={currencyName(currency)}>
              {currency}
            </abbr>
          ) : (
            <Currency
              part={part("currency")}
              currencies={currencies}
              value={currency}
              onChange={(next) => put(amount, next)}
            />
          )}
        </>
      )}
    </Cluster>
  );
}

type CurrencyProps = {
  readonly part: Part;
  readonly currencies: readonly string[];
  readonly value: string;
  readonly onChange: (currency: string) => void;
};

function Currency({ part, currencies, value, onChange }: CurrencyProps) {
  const codes = useMemo(() => (currencies.length > 0 ? currencies : allCurrencies()), [currencies]);
  return (
    <Select
      {...part}
      className={styles["currencies"]}
      aria-label={say("form.money.currency")}
      data={codes}
      value={value === "" ? null : value}
      onChange={(next) => onChange(next ?? "")}
      allowDeselect={false}
      searchable
      limit={MOST_LISTED}
      placeholder={say("form.choose")}
      nothingFoundMessage={say("form.noneFound")}
      openOnFocus={false}
      comboboxProps={WIDE}
      filter={({ search }) =>
        codes
          .filter((code) =>
            `${code} ${currencyName(code)}`
              .toLocaleLowerCase()
              .includes(search.toLocaleLowerCase()),
          )
          .slice(0, MOST_LISTED)
          .map((code) => ({ value: code, label: code }))
      }
      renderOption={({ option }) => (
        <span>
          {option.value} <span className={styles["optionAside"]}>{currencyName(option.value)}</span>
        </span>
      )}
    />
  );
}
