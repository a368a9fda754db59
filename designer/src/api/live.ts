/**
 * The one WebSocket of this page: what it watches, and whether it hears anything.
 *
 * Whoever watches says from which number on; after a break everything is asked for again from
 * there, so nothing is missed.
 *
 * Never: a socket for each part of the page, or silence taken for calm; a server that has not been
 * heard for a while counts as gone.
 */
import { useEffect, useSyncExternalStore } from "react";

import { type Json, parse } from "../model/json";

export type Connection = "connecting" | "live" | "offline";
type Message = { readonly type: string } & Readonly<Record<string, Json>>;
export type Watch = {
  readonly topic: "runs" | "run" | "inbox" | "sketch";
  readonly run?: string;
  /** Namespace/name. */
  readonly process?: string;
  /** Asked each time that the watching begins anew. */
  readonly after?: () => number;
  readonly hear: (message: Message) => void;
};

const PROTOCOL = "baton.live.1";
/** The server says something every 15 seconds. */
const SILENCE_MS = 35_000;
const RETRY_MS = 500;
const RETRY_MOST_MS = 15_000;
const SIGNED_OUT = 4401;

class Live {
  connection: Connection = "connecting";
  private socket: WebSocket | undefined;
  private readonly watches = new Set<Watch>();
  private readonly listeners = new Set<() => void>();
  private readonly endings = new Set<() => void>();
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (changed: () => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  readonly current = () => this.connection;

  /** What to do when the session has ended. */
  onEnd(ended: () => void): () => void {
    this.endings.add(ended);
    return () => this.endings.delete(ended);
  }

  watch(one: Watch): () => void {
    const first = !this.isWatched(one);
    this.watches.add(one);
    if (this.socket === undefined) this.open();
    else if (first || one.topic === "run" || one.topic === "sketch") this.ask(one);
    return () => {
      this.watches.delete(one);
      if (this.isWatched(one)) return;
      this.send({ type: "unwatch", ...named(one) });
    };
  }

  /** At once, without waiting for the next try. */
  readonly again = () => {
    if (this.watches.size === 0 || this.connection === "live") return;
    this.close();
    this.open();
  };

  /** Nobody has signed in: nothing may be heard. */
  stop(): void {
    this.close();
    this.become("connecting");
    this.failures = 0;
  }

  private open(): void {
    clearTimeout(this.retry);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live`, PROTOCOL);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.heard();
      this.become("live");
      for (const one of this.watches) this.ask(one);
    };
    socket.onmessage = ({ data }) => {
      if (this.socket === socket && typeof data === "string") this.take(data);
    };
    socket.onclose = ({ code }) => {
      if (this.socket === socket) this.lost(code);
    };
  }

  private lost(code: number): void {
    this.close();
    if (code === SIGNED_OUT) {
      for (const ended of this.endings) ended();
      return;
    }
    this.become("offline");
    const pause = Math.min(RETRY_MOST_MS, RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    // Not all pages of an office at the same moment.
    const delay = pause * (0.5 + Math.random() / 2);
    if (this.watches.size > 0) this.retry = setTimeout(this.again, delay);
  }

  private close(): void {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.lost(0);
    }, SILENCE_MS);
  }

  private take(data: string): void {
    this.heard();
    const message = parse(data) as Message;
    for (const one of this.watches)
      if (message["topic"] === one.topic || TOPIC_OF[message.type] === one.topic)
        if (isAbout(message, one)) one.hear(message);
  }

  private ask(one: Watch): void {
    const after = one.after === undefined ? {} : { after: one.after() };
    this.send({ type: "watch", ...named(one), ...after });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private isWatched({ topic, run, process }: Watch): boolean {
    return [...this.watches].some(
      (one) => one.topic === topic && one.run === run && one.process === process,
    );
  }

  private become(connection: Connection): void {
    this.connection = connection;
    for (const changed of this.listeners) changed();
  }
}

const TOPIC_OF: Readonly<Record<string, Watch["topic"]>> = {
  run: "runs",
  trace: "run",
  inbox: "inbox",
  sketch: "sketch",
};

function isAbout(message: Message, { run, process }: Watch): boolean {
  const isOfRun = run === undefined || message["run"] === run;
  return isOfRun && (process === undefined || message["process"] === process);
}

function named({ topic, run, process }: Watch): object {
  return { topic, ...(run !== undefined && { run }), ...(process !== undefined && { process }) };
}

export const live = new Live();

export function useConnection(): Connection {
  return useSyncExternalStore(live.subscribe, live.current);
}

/** Tries at once when the network is back or the page is looked at again. */
export function useLiveness(onSessionEnded: () => void): void {
  useEffect(() => {
    addEventListener("online", live.again);
    document.addEventListener("visibilitychange", live.again);
    const forget = live.onEnd(onSessionEnded);
    return () => {
      removeEventListener("online", live.again);
      document.removeEventListener("visibilitychange", live.again);
      forget();
      live.stop();
    };
  }, [onSessionEnded]);
}
