/**
 * The whole application in a unit test's page.
 *
 * Never: a part of it replaced; only the API is.
 */
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";

import { App } from "../app/App";

export function openPage(address = "/") {
  history.replaceState(null, "", address);
  render(<App direction="ltr" />);
  return { user: userEvent.setup() };
}
