/**
 * The page of a mail in its frame.
 *
 * Never: a frame of a browser; what it does is seen in e2e/notices.spec.ts.
 */
import { describe, expect, it } from "vitest";

import { framed } from "./mailPage";

const parsed = (html: string) => new DOMParser().parseFromString(framed(html), "text/html");

describe("the page of a mail", () => {
  it.each([
    '<!doctype html><html lang="en"><HEAD lang="en"><title>A</title></HEAD><body>B</body></html>',
    "<p>B</p>",
    "",
  ])("begins with what it may do: %s", (html) => {
    const [policy, ...others] = parsed(html).head.children;
    expect(policy?.getAttribute("http-equiv")).toBe("Content-Security-Policy");
    expect(policy?.getAttribute("content")).toContain("default-src 'none'");
    expect(others.some((one) => one.matches('base[target="_blank"]'))).toBe(true);
  });

  it("stays as it is otherwise", () => {
    const page = parsed('<html lang="ar" dir="rtl"><head></head><body>B $& $1</body></html>');
    expect(page.documentElement.dir).toBe("rtl");
    expect(page.body.textContent).toBe("B $& $1");
  });
});
