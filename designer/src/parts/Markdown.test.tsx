/**
 * Markdown in a page: the outline, the links, and nothing of what somebody might slip in.
 *
 * Never: a look at how it was read; that is tested in model/.
 */
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { Markdown } from "./Markdown";

const TEXT = `# Laptop

For **Ada**, see [the offer](https://shop.example/1) and \`code\`.

> Quoted

1. one
2. two

| What | Price |
|---|---|
| Laptop | *1,900 €* |

~~~
raw
~~~
`;

describe("a text", () => {
  it("is read as what it says", async () => {
    const { container } = render(<Markdown text={TEXT} level={2} />);
    expect(screen.getByRole("heading", { level: 2, name: "Laptop" })).toBeVisible();
    expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "one",
      "two",
    ]);
    expect(screen.getByRole("columnheader", { name: "Price" })).toBeVisible();
    expect(screen.getByRole("cell", { name: "1,900 €" })).toContainHTML("<em>1,900 €</em>");
    const link = screen.getByRole("link", { name: "the offer" });
    expect(link).toHaveAttribute("href", "https://shop.example/1");
    expect(link.getAttribute("rel")).toContain("noopener");
    await expectAccessible(container);
  });

  it("begins its headings below those of the page, whichever it uses", () => {
    render(<Markdown text={"## One\n\n### Two"} />);
    expect(screen.getByRole("heading", { level: 3, name: "One" })).toBeVisible();
    expect(screen.getByRole("heading", { level: 4, name: "Two" })).toBeVisible();
  });

  it("brings no element and no picture along", () => {
    const { container } = render(
      <Markdown text={'<img src="x"><b>no</b> ![p](https://a.example/p.png)'} />,
    );
    expect(container.querySelector("img, b")).toBeNull();
    expect(container).toHaveTextContent('<img src="x"><b>no</b>');
  });
});
