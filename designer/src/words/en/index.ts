/**
 * All words of this language, by the room that says them.
 *
 * Never: a sentence here; they stand in the files beside it.
 */
import canvas from "./canvas.json";
import forms from "./forms.json";
import frame from "./frame.json";
import pages from "./pages.json";
import parts from "./parts.json";
import repairs from "./repairs.json";

export const words = { ...frame, ...pages, ...forms, ...canvas, ...parts, ...repairs };
