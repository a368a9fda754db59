/**
 * Files on their way to the API: how far each has come, and why one has not arrived.
 *
 * Never: one that goes on when nobody waits for it; what leaves the page is called off.
 */
import { useCallback, useEffect, useRef, useState } from "react";

import type { KeptFile, Upload } from "../model/files";

export type Coming = {
  readonly key: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly error?: unknown;
};

type Heard = {
  readonly onArrived: (file: KeptFile) => void;
  readonly onFailed: (name: string, error: unknown) => void;
};

export function useUploads(upload: Upload, heard: Heard) {
  const [coming, setComing] = useState<readonly Coming[]>([]);
  const calls = useRef(new Map<number, AbortController>());
  const last = useRef(0);
  const now = useRef({ upload, heard });
  useEffect(() => {
    now.current = { upload, heard };
  });
  useEffect(() => {
    const open = calls.current;
    return () => {
      for (const call of open.values()) call.abort();
    };
  }, []);
  const change = useCallback((key: number, said: Partial<Coming>) => {
    setComing((before) => before.map((one) => (one.key === key ? { ...one, ...said } : one)));
  }, []);
  /** Called off, or no longer of interest. */
  const drop = useCallback((key: number) => {
    calls.current.get(key)?.abort();
    calls.current.delete(key);
    setComing((before) => before.filter((one) => one.key !== key));
  }, []);
  /** Shown as one that has not arrived, though nothing was sent. */
  const refuse = useCallback((name: string, error: unknown) => {
    last.current += 1;
    const key = last.current;
    setComing((before) => [...before, { key, name, share: 0, error }]);
    now.current.heard.onFailed(name, error);
  }, []);
  const begin = useCallback(
    async (file: File) => {
      last.current += 1;
      const key = last.current;
      const call = new AbortController();
      calls.current.set(key, call);
      setComing((before) => [...before, { key, name: file.name, share: 0 }]);
      try {
        const progress = (share: number) => change(key, { share });
        const kept = await now.current.upload(file, progress, call.signal);
        if (call.signal.aborted) return;
        drop(key);
        now.current.heard.onArrived(kept);
      } catch (error) {
        if (call.signal.aborted) return;
        calls.current.delete(key);
        change(key, { error });
        now.current.heard.onFailed(file.name, error);
      }
    },
    [change, drop],
  );
  return { coming, begin, refuse, drop };
}
