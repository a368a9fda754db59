/**
 * The picture to read, loaded when it is first needed.
 *
 * Never: part of what is loaded for the text alone.
 */
import { lazy } from "react";

export const ReadDrawing = lazy(async () => ({
  default: (await import("./ReadDrawing")).ReadDrawing,
}));
