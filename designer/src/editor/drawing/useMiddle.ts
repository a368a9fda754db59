/**
 * When the room for the picture grows or shrinks, as with the palette beside it, what was in its
 * middle stays there.
 *
 * Never: another size of what is drawn; only its place changes.
 */
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

export function useMiddle(root: RefObject<HTMLElement | null>): void {
  const { getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      const by = (element.clientWidth - width) / 2;
      width = element.clientWidth;
      if (by === 0) return;
      const { x, y, zoom } = getViewport();
      void setViewport({ x: x + by, y, zoom });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, getViewport, setViewport]);
}
