/**
 * A form in a unit test's page.
 *
 * Never: in the application; only tests import it.
 */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { vi } from "vitest";

import type { Json } from "../model/json";
import { SchemaForm } from "./SchemaForm";
import { type Form, useForm } from "./useForm";

/** jsdom has no layout; Mantine asks for some. */
class NoResizes implements ResizeObserver {
  observe(): void {
    // Nothing ever changes its size here.
  }
  unobserve(): void {
    // Nothing was observed.
  }
  disconnect(): void {
    // Nothing was observed.
  }
}

export function shown(children: ReactNode) {
  vi.stubGlobal("ResizeObserver", NoResizes);
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  const within = (inner: ReactNode) => (
    <QueryClientProvider client={client}>
      <MantineProvider env="test">{inner}</MantineProvider>
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(within(children));
  return { client, unmount, show: (inner: ReactNode) => rerender(within(inner)) };
}

export const HAND_IN = "Hand in";

/** A form with a button that hands it in, as whoever uses it would add one. */
export function openForm(schema: Json, initial: Json = null) {
  const now: { form: Form | undefined } = { form: undefined };
  function Whole() {
    const form = useForm(schema, initial);
    now.form = form;
    return (
      <>
        <SchemaForm form={form} />
        <button onClick={() => form.check()}>{HAND_IN}</button>
      </>
    );
  }
  shown(<Whole />);
  return {
    user: userEvent.setup(),
    sent: () => now.form?.sent,
    value: () => now.form?.value,
  };
}
