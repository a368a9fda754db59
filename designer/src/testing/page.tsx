/**
 * The whole application in a unit test's page.
 *
 * Never: a part of it replaced; only the API is.
 */
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";

import { App } from "../app/App";
import { makeQueryClient } from "../app/queries";

export function openPage(address = "/") {
  history.replaceState(null, "", address);
  render(<App direction="ltr" client={makeQueryClient()} />);
  return { user: userEvent.setup() };
}
