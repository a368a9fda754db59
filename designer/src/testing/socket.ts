/**
 * A stand-in for the page's WebSocket: the test is the server.
 *
 * Never: in the application; only tests import it.
 */
import { act } from "@testing-library/react";
import { vi } from "vitest";

export class FakeSocket {
  static readonly OPEN = 1;
  readonly asked: Record<string, unknown>[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  send(text: string): void {
    this.asked.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  /** What the server does. */
  open(): void {
    this.readyState = FakeSocket.OPEN;
    act(() => this.onopen?.());
  }

  say(message: object): void {
    act(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  drop(code = 1006): void {
    this.readyState = 3;
    act(() => this.onclose?.({ code }));
  }
}

/** Every socket that the page opens, the newest last. */
export function stubSockets(): FakeSocket[] {
  const opened: FakeSocket[] = [];
  vi.stubGlobal(
    "WebSocket",
    class extends FakeSocket {
      constructor() {
        super();
        opened.push(this);
      }
    },
  );
  return opened;
}
