/**
 * How large everything is, before it is drawn: known widths of letters, and steps of lines.
 *
 * Never: a question to the page; a picture is laid out before any of it is there.
 */
import { type GraphEdge, type GraphNode, isTask } from "../model/graphTypes";
import { labelOf, plain, type Sentence, sentencesOf } from "./sentences";

export type Size = { readonly width: number; readonly height: number };

/** What the layout asks. The numbers stand in `Picture.module.css` too. */
export type Sizes = {
  readonly node: (node: GraphNode) => Size;
  readonly label: (edge: GraphEdge) => Size | undefined;
};

const TASK_WIDTH = 240;
const FIRST_LINE = 40;
const LINE = 18;
const PILL: Size = { width: 88, height: 32 };
const SPOT: Size = { width: 1, height: 1 };
const LABEL_WIDTH = 200;
const LABEL_EDGES = 18;
const LABEL_FIRST = 22;
const LABEL_LINE = 16;

export const sizes: Sizes = { node: nodeSize, label: labelSize };

function nodeSize(node: GraphNode): Size {
  if (node.kind === "entry" || node.kind === "exit") return SPOT;
  const lines = sentencesOf(node).length;
  return lines === 0 && !isTask(node)
    ? PILL
    : { width: TASK_WIDTH, height: FIRST_LINE + LINE * lines };
}

function labelSize(edge: GraphEdge): Size | undefined {
  const lines = labelOf(edge);
  if (lines.length === 0) return undefined;
  const widest = Math.max(...lines.map(widthOf));
  return {
    width: Math.min(LABEL_WIDTH, Math.ceil(widest) + LABEL_EDGES),
    height: LABEL_FIRST + LABEL_LINE * (lines.length - 1),
  };
}

/** In parts of the letter's height: Plex Sans by groups of letters, Plex Mono is always the same. */
const NARROW = /[\siIjlftr.,:;'"!|()[\]{}/\\-]/;
const WIDE = /[mwMWQOG@%&—…]/;
const MONO = 0.6;
const IDEOGRAPH = 0x2e80;
const NAME_SIZE = 12;
const CODE_SIZE = 11;

function widthOf(sentence: Sentence): number {
  const code = sentence.every((piece) => piece.code);
  const letters = Array.from(plain(sentence).slice(0, 60));
  const parts = letters.map((letter) => (code ? codeWidth(letter) : wordWidth(letter)));
  return parts.reduce((sum, part) => sum + part, 0) * (code ? CODE_SIZE : NAME_SIZE);
}

function codeWidth(letter: string): number {
  return letter.charCodeAt(0) < IDEOGRAPH ? MONO : 1;
}

function wordWidth(letter: string): number {
  if (letter.charCodeAt(0) >= IDEOGRAPH) return 1;
  if (NARROW.test(letter)) return 0.38;
  if (WIDE.test(letter)) return 0.92;
  return letter === letter.toLowerCase() ? 0.6 : 0.68;
}
