/**
 * The large parts of the editor, each loaded when it is first shown.
 *
 * Never: a part of the first load; who only reads a text loads no drawing.
 */
import { lazy } from "react";

export const Drawing = lazy(async () => ({ default: (await import("./drawing/Drawing")).Drawing }));
export const Panel = lazy(async () => ({ default: (await import("./panel/Panel")).Panel }));
export const Trying = lazy(async () => ({ default: (await import("./trying/Trying")).Trying }));
export const Publishing = lazy(async () => ({
  default: (await import("./publishing/Publishing")).Publishing,
}));
