/**
 * The views of an open definition.
 *
 * Never: both side by side where there is no room for them.
 */
export const ROOM_VIEWS = ["picture", "text", "both"] as const;
export type RoomView = (typeof ROOM_VIEWS)[number];

/** Narrower than this a process is read, not drawn. */
export const NARROW = "(max-width: 47.99rem)";
/** Only from this on two fit side by side. */
export const WIDE = "(min-width: 75rem)";

export function viewsOn(narrow: boolean): readonly RoomView[] {
  return narrow ? ["picture", "text"] : ROOM_VIEWS;
}

export function viewOf(wanted: RoomView | undefined, narrow: boolean, wide: boolean): RoomView {
  if (wanted === undefined) return wide ? "both" : "picture";
  return narrow && wanted === "both" ? "picture" : wanted;
}
