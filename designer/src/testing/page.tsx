/**
 * The whole application in a unit test's page.
 *
 * Never: a part of it replaced; only the API is.
 */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";

import { App } from "../app/App";
import { makeQueryClient } from "../app/queries";

export function openPage() {
  const client = makeQueryClient();
  render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), client };
}
