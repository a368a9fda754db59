/**
 * What a text in Markdown says, and what it can't do.
 *
 * Never: HTML expected; there is none.
 */
import { describe, expect, it } from "vitest";

import { type Block, type Inline, linkOf, readMarkdown } from "./markdown";

/** As little as shows what was understood. */
function plain(blocks: readonly Block[]): unknown[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case "heading":
        return [`h${block.level}`, line(block.inside)];
      case "paragraph":
        return line(block.inside);
      case "code":
        return ["code", block.text];
      case "quote":
        return ["quote", ...plain(block.blocks)];
      case "rule":
        return ["rule"];
      case "list":
        return [block.first === undefined ? "ul" : `ol${block.first}`, ...block.items.map(plain)];
      case "table":
        return ["table", block.head.map(line), ...block.rows.map((row) => row.map(line))];
    }
  });
}
const line = (inside: readonly Inline[]): string =>
  inside
    .map((one) => {
      if (one.kind === "break") return "|";
      if ("text" in one) return one.kind === "code" ? `\`${one.text}\`` : one.text;
      if (one.kind === "link") return `[${line(one.inside)}→${one.to}]`;
      const sign = { strong: "**", emphasis: "*", struck: "~~" }[one.kind];
      return `${sign}${line(one.inside)}${sign}`;
    })
    .join("");
const read = (text: string) => plain(readMarkdown(text));

describe("blocks", () => {
  it.each<[string, string, unknown[]]>([
    ["paragraphs", "One\ntwo\n\nThree", ["One two", "Three"]],
    ["breaks", "One  \ntwo\\\nthree", ["One|two|three"]],
    ["headings", "# One\n### Two ###\n#no", [["h1", "One"], ["h3", "Two"], "#no"]],
    ["a rule", "One\n\n---\nTwo", ["One", ["rule"], "Two"]],
    ["code", "```js\na < b\n\n  c\n```\nAfter", [["code", "a < b\n\n  c"], "After"]],
    ["code without an end", "```\na", [["code", "a"]]],
    ["a quote", "> One\n> - two\n\nAfter", [["quote", "One", ["ul", ["two"]]], "After"]],
    [
      "a list",
      "Text\n- one\n- two\n  more\n\nAfter",
      ["Text", ["ul", ["one"], ["two more"]], "After"],
    ],
    ["numbers", "3. one\n4. two", [["ol3", ["one"], ["two"]]]],
    [
      "a list in a list",
      "- one\n  - in\n  - side\n- two",
      [["ul", ["one", ["ul", ["in"], ["side"]]], ["two"]]],
    ],
    ["apart", "- one\n\n- two\n\n  and more", [["ul", ["one"], ["two", "and more"]]]],
    [
      "a table",
      "| a | b |\n|---|:-:|\n| 1 | **2** |\n| 3 |\n\nAfter",
      [["table", ["a", "b"], ["1", "**2**"], ["3", ""]], "After"],
    ],
    ["no table", "a | b\nc | d", ["a | b c | d"]],
    ["nothing", " \n\n", []],
  ])("%s", (_, text, blocks) => {
    expect(read(text)).toEqual(blocks);
  });
});

describe("inside a line", () => {
  it.each([
    [
      "strong and emphasis",
      "**a** *b* __c__ _d_ ~~e~~ ***f***",
      "**a** *b* **c** *d* ~~e~~ ***f***",
    ],
    ["within each other", "**a *b* c**", "**a *b* c**"],
    [
      "signs that mean nothing",
      "2 * 3 * 4, snake_case_name, a ** b",
      "2 * 3 * 4, snake_case_name, a ** b",
    ],
    ["code", "`a *b*` ``c`d``", "`a *b*` `c`d`"],
    ["escaped", "\\*a\\* \\[b\\](c)", "*a* [b](c)"],
    [
      "a link",
      "see [the **plan**](https://a.example/b?c=d)",
      "see [the **plan**→https://a.example/b?c=d]",
    ],
    ["a page here", "[run](/runs/1)", "[run→/runs/1]"],
    ["a link with a title", '[a](https://a.example "A")', "[a→https://a.example]"],
    [
      "a bare link",
      "(https://a.example/b), or <https://c.example>.",
      "([https://a.example/b→https://a.example/b]), or [https://c.example→https://c.example].",
    ],
    ["a picture", "![me](https://a.example/p.png)", "[me→https://a.example/p.png]"],
  ])("%s", (_, text, said) => {
    expect(read(text)).toEqual([said]);
  });
});

describe("what it can't do", () => {
  it.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "[a](data:text/html,b)",
    "[a](//elsewhere.example)",
    "[a](/\\elsewhere.example)",
    "[a](vbscript:x)",
    "[a]( java\nscript:x)",
  ])("%s stays a text", (text) => {
    const [block] = readMarkdown(text);
    const inside = block?.kind === "paragraph" ? block.inside : [];
    expect(inside.every(({ kind }) => kind === "text")).toBe(true);
  });

  it.each([
    ["https://a.example", true],
    ["mailto:ada@a.example", true],
    ["/runs/1", true],
    ["ftp://a.example", false],
    ["runs/1", false],
    ["", false],
  ])("%s leads somewhere: %s", (to, leads) => {
    expect(linkOf(to) !== undefined).toBe(leads);
  });

  it.each(["*", "[", "`", "**a ", "> ", "- ", "[](", "_a", "|-", "![", "<h"])(
    "take long, even as thousands of %s",
    (sign) => {
      expect(readMarkdown(sign.repeat(65_536 / sign.length)).length).toBeGreaterThan(0);
      expect(readMarkdown(`${sign}\n`.repeat(5_000)).length).toBeGreaterThan(0);
    },
  );
});
