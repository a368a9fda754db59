/**
 * Who else is here, as long as anybody knows.
 *
 * Never: somebody shown who may have gone while nothing was heard.
 */
import { render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { live } from "../api/live";
import { stubSockets } from "../testing/socket";
import { Others } from "./Others";

afterEach(() => live.stop());

const news = (others: readonly string[], twice = false) => ({
  ...{ revision: 1, yours: false },
  ...{ others, twice },
});

it.each([
  [[], false, ""],
  [["Bob"], false, "Also here: Bob"],
  [["Bob", "Mei"], true, "Also here: Bob, Mei · You have it open in another place too"],
  [["A", "B", "C", "D", "E"], false, "Also here: A, B, C and 2 more"],
  [[], true, "You have it open in another place too"],
])("%j, twice: %s", (others, twice, words) => {
  const sockets = stubSockets();
  const forget = live.watch({ topic: "runs", hear: () => undefined });
  sockets[0]?.open();
  render(<Others news={news(others, twice)} />);
  expect(screen.getByRole("status")).toHaveTextContent(words);
  sockets[0]?.drop();
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  forget();
});
