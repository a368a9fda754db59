/**
 * A value that unfolds.
 *
 * Never: a clipboard or a file of the machine; what would go there is looked at.
 */
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { type Json, parse } from "../model/json";
import { JsonTree } from "./JsonTree";

function open(value: Json, file?: string) {
  const user = userEvent.setup();
  render(<JsonTree name="Order" value={value} {...(file !== undefined && { file })} />);
  return user;
}
const box = () => screen.getByRole("group", { name: "Order" });
const fold = (name: RegExp | string) => screen.getByRole("button", { name });
const copied = () => navigator.clipboard.readText();

describe("a value", () => {
  it("is open where it is short, and folds and unfolds place by place", async () => {
    const user = open({ a: { b: { c: "deep" } }, n: 1 });
    expect(fold(/^The whole value/)).toHaveAttribute("aria-expanded", "true");
    expect(box()).toHaveTextContent("n1");
    expect(screen.queryByText('"deep"')).toBeNull();
    await user.click(fold(/^b/));
    expect(screen.getByText('"deep"')).toBeVisible();
    await user.click(fold(/^a/));
    expect(fold(/^a/)).toHaveAttribute("aria-expanded", "false");
    expect(screen.queryByText('"deep"')).toBeNull();
  });

  it("unfolds as a whole, and folds again", async () => {
    const user = open({ a: { b: { c: { d: { e: "deep" } } } } });
    await user.click(fold("Unfold all: Order"));
    expect(screen.getByText('"deep"')).toBeVisible();
    await user.click(fold("Fold: Order"));
    expect(screen.queryByText('"deep"')).toBeNull();
  });

  it("can be reached and scrolled by keys", () => {
    open([]);
    expect(box()).toHaveAttribute("tabindex", "0");
  });

  it.each<[string, Json, string]>([
    ["nothing", null, "null"],
    ["an empty object", {}, "{}"],
    ["an empty list", [], "[]"],
    ["an empty text", "", '""'],
    ["false", false, "false"],
    ["zero", 0, "0"],
  ])("that is %s says so, and has nothing to unfold", (_, value, text) => {
    open(value);
    expect(box()).toHaveTextContent(text);
    expect(screen.queryByRole("button", { name: /Unfold/ })).toBeNull();
  });

  it("keeps every digit of a large number, on the page and in the copy", async () => {
    const user = open({ id: 12345678901234567890123456789n, less: -9007199254740993n });
    expect(screen.getByText("12345678901234567890123456789")).toBeVisible();
    expect(screen.getByText("-9007199254740993")).toBeVisible();
    await user.click(fold("Copy: Order"));
    expect((await copied()).replaceAll(/\s/g, "")).toBe(
      '{"id":12345678901234567890123456789,"less":-9007199254740993}',
    );
  });

  it("is only text, however it looks", () => {
    open({ '<img src="x">"': "</span><script>alert(1)</script>\u0000 مرحبا", __proto__: "own" });
    expect(box().querySelector("img, script")).toBeNull();
    expect(screen.getByText('<img src="x">"')).toBeVisible();
    expect(screen.getByText(/<script>.*\\u0000 مرحبا/)).toBeVisible();
  });

  it("has a path at each place, as an expression says it", async () => {
    const user = open({ items: [{ 'a "b"': 1, "": 2 }] });
    await user.click(fold("Unfold all: Order"));
    await user.click(fold('Copy the path .items[0]["a \\"b\\""]'));
    expect(await copied()).toBe('.items[0]["a \\"b\\""]');
    expect(await screen.findByText("Copied")).toBeInTheDocument();
    expect(fold('Copy the path .items[0][""]')).toBeVisible();
    expect(screen.queryByRole("button", { name: "Copy the path ." })).toBeNull();
  });
});

describe("a large value", () => {
  it("is closed at first and shown in parts", async () => {
    const items = () => box().querySelectorAll("li").length;
    open(Array.from({ length: 1_234 }, (_, at) => `item ${at}`));
    expect(items()).toBe(0);
    await userEvent.click(screen.getByText("1,234 items"));
    expect(items()).toBe(101);
    await userEvent.click(screen.getByText("Show 1,134 more"));
    expect(items()).toBe(1_101);
    await userEvent.click(screen.getByText("Show 134 more"));
    expect(screen.getByText('"item 1233"')).toBeVisible();
    expect(screen.queryByText(/^Show .* more$/)).toBeNull();
  });

  it("shows the beginning of a long text, and the rest when asked for", async () => {
    const user = open(`${"a".repeat(400)}the end`);
    expect(screen.queryByText(/the end/)).toBeNull();
    await user.click(fold("Show 7 more characters"));
    expect(screen.getByText(/the end"$/)).toBeVisible();
  });

  it("stands however deep it is", async () => {
    const user = open(parse(`${'{"a":'.repeat(60)}1${"}".repeat(60)}`));
    await user.click(fold("Unfold all: Order"));
    expect(box().querySelectorAll("li")).toHaveLength(60);
  });
});

describe("taken along", () => {
  const saved: Blob[] = [];
  const names: string[] = [];

  beforeEach(() => {
    saved.length = 0;
    names.length = 0;
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return "blob:test";
    };
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
  });

  it("it is a file of the whole value, under a name that any system takes", async () => {
    const user = open({ id: 12345678901234567890n }, "../r1 / مدخل:input.json");
    await user.click(fold("Download: Order"));
    expect(await saved[0]?.text()).toBe('{\n  "id": 12345678901234567890\n}\n');
    expect(saved[0]?.type).toBe("application/json");
    expect(names[0]).toMatch(/^[\w.-]+\.json$/);
  });

  it("it is not offered as a file where there is no name for it", () => {
    open({});
    expect(screen.queryByRole("button", { name: /Download/ })).toBeNull();
  });

  it("it says so where the browser forbids copying", async () => {
    const user = open({ a: 1 });
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("Denied"));
    await user.click(fold("Copy: Order"));
    expect(await screen.findByText("Select the text to copy it")).toBeVisible();
  });
});
