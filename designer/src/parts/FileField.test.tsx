/**
 * Adding files: chosen, dropped, refused in words, called off and removed, by keyboard too.
 *
 * Never: a network; what carries the files is the test's own.
 */
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { Look } from "../look/Look";
import type { KeptFile, Upload } from "../model/files";
import { Problem, Unreachable } from "../model/problem";
import { expectAccessible } from "../testing/accessible";
import { FileField } from "./FileField";

type Sent = {
  readonly file: File;
  readonly progress: (share: number) => void;
  /** Without waiting for what the page makes of it. */
  readonly land: () => void;
  readonly arrive: (more?: Partial<KeptFile>) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
  readonly signal: AbortSignal;
};

let sent: Sent[] = [];
const changed = vi.fn<(files: readonly KeptFile[]) => void>();
const upload: Upload = (file, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const kept = { id: `id-${file.name}`, name: file.name, mediaType: "application/pdf" };
    sent.push({
      file,
      signal,
      land: () => resolve({ ...kept, size: file.size }),
      progress: (share) => act(() => onProgress(share)),
      // eslint-disable-next-line @typescript-eslint/require-await -- act waits for what follows
      arrive: (more) => act(async () => resolve({ ...kept, size: file.size, ...more })),
      // eslint-disable-next-line @typescript-eslint/require-await -- the same
      fail: (error) => act(async () => reject(error)),
    });
  });

beforeEach(() => {
  sent = [];
  changed.mockReset();
});

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <Look direction="ltr">
    <main>{children}</main>
  </Look>
);

type More = Partial<Parameters<typeof FileField>[0]>;

function Held(props: More) {
  const [value, setValue] = useState<readonly KeptFile[]>(props.value ?? []);
  const keep = (files: readonly KeptFile[]) => {
    changed(files);
    setValue(files);
  };
  return <FileField label="Invoice" upload={upload} {...props} value={value} onChange={keep} />;
}

function open(props: More = {}) {
  const { container, unmount } = render(<Held {...props} />, { wrapper });
  const input = container.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) throw new Error("There is no field.");
  return { input, unmount, user: userEvent.setup({ applyAccept: false }) };
}

const pdf = (name = "a.pdf", bytes = 2000) =>
  new File([new Uint8Array(bytes)], name, { type: "application/pdf" });
const kept = (name: string): KeptFile => ({
  id: `id-${name}`,
  name,
  mediaType: "image/png",
  size: 1,
});
const button = () => screen.getByRole("button", { name: "Invoice: choose a file" });
const rows = () => screen.queryAllByRole("listitem").map((row) => row.textContent);
const nth = (index: number) => {
  const one = sent[index];
  if (one === undefined) throw new Error(`Nothing was sent as number ${index}.`);
  return one;
};

describe("a field for files", () => {
  it("shows how far a file has come, then what it is", async () => {
    const { input, user } = open();
    await user.upload(input, pdf());
    const bar = screen.getByRole("progressbar", { name: "a.pdf is being sent" });
    nth(0).progress(0.5);
    expect(bar).toHaveValue(0.5);
    expect(changed).not.toHaveBeenCalled();
    await nth(0).arrive();
    expect(changed).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ id: "id-a.pdf" })]);
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
    expect(rows()).toEqual(["a.pdf2 kB, PDF"]);
    expect(screen.getByRole("status")).toHaveTextContent("a.pdf was added.");
  });

  it("is opened by its button, with the keyboard", async () => {
    const { input, user } = open();
    const clicked = vi.spyOn(input, "click");
    await user.tab();
    expect(button()).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("takes what is dropped on it, and lets no browser open that", () => {
    open({ most: 3 });
    const place = button().parentElement;
    if (place === null) throw new Error("There is no place.");
    expect(fireEvent.dragOver(place)).toBe(false);
    expect(place).toHaveAttribute("data-over");
    fireEvent.dragLeave(place);
    expect(place).not.toHaveAttribute("data-over");
    expect(fireEvent.drop(place, { dataTransfer: { files: [pdf("a.pdf"), pdf("b.pdf")] } })).toBe(
      false,
    );
    expect(sent.map(({ file }) => file.name)).toEqual(["a.pdf", "b.pdf"]);
  });

  it("keeps all of several that arrive in one moment", async () => {
    const { input, user } = open({ most: 3 });
    await user.upload(input, [pdf("a.pdf"), pdf("b.pdf")]);
    // eslint-disable-next-line @typescript-eslint/require-await -- act waits for what follows
    await act(async () => {
      nth(1).land();
      nth(0).land();
    });
    expect(changed.mock.lastCall?.[0].map(({ name }) => name).sort()).toEqual(["a.pdf", "b.pdf"]);
  });

  it("says which kinds and sizes are taken", () => {
    open({
      accept: ["image/*", "application/pdf"],
      mostBytes: 5_000_000,
      description: "Both sides.",
    });
    expect(screen.getByRole("group", { name: "Invoice" })).toHaveAccessibleDescription(
      "Both sides. Taken are: Picture, PDF. At most 5 MB each.",
    );
  });
});

describe("a file that won't do", () => {
  it.each([
    ["too large", pdf("a.pdf", 3001), "a.pdf has 3 kB; at most 3 kB are taken."],
    ["empty", pdf("a.pdf", 0), "a.pdf is empty."],
  ])("is told of before it is sent: %s", async (_why, file, words) => {
    const { input, user } = open({ mostBytes: 3000 });
    await user.upload(input, file);
    expect(sent).toEqual([]);
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.getByRole("status")).toHaveTextContent("a.pdf was not added.");
  });

  it("is one too many", async () => {
    const { input, user } = open({ value: [kept("b.png")] });
    await user.upload(input, pdf());
    expect(sent).toEqual([]);
    expect(screen.getByText(/Only 1 file is taken/)).toBeVisible();
  });

  it.each([
    [
      "the API's words",
      new Problem(409, { detail: "It is full.", remedy: "Ask for more." }),
      "It is full. Ask for more.",
    ],
    [
      "ours",
      new Problem(415, { type: "urn:baton:problem:file-kind", detail: "x" }),
      "a.pdf is no file of a kind that is taken.",
    ],
    ["no answer", new Unreachable(), "a.pdf could not be sent: no answer. Try again."],
  ])("is refused in %s, and dismissed", async (_whose, error, words) => {
    const { input, user } = open();
    await user.upload(input, pdf());
    await nth(0).fail(error);
    expect(screen.getByText(words)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Dismiss a.pdf" }));
    expect(rows()).toEqual([]);
    expect(button()).toHaveFocus();
  });

  it("leaves room for the next try", async () => {
    const { input, user } = open();
    await user.upload(input, pdf());
    await nth(0).fail(new Unreachable());
    await user.upload(input, pdf());
    await nth(1).arrive();
    expect(changed).toHaveBeenCalledOnce();
  });
});

describe("taking back", () => {
  it("removes one, says so, and gives the focus to the button", async () => {
    const { user } = open({ value: [kept("a.png"), kept("b.png")], most: 2 });
    await user.click(screen.getByRole("button", { name: "Remove a.png" }));
    expect(changed).toHaveBeenCalledExactlyOnceWith([kept("b.png")]);
    expect(screen.getByRole("status")).toHaveTextContent("a.png was removed.");
    expect(button()).toHaveFocus();
  });

  it("calls off one that is on its way", async () => {
    const { input, user } = open();
    await user.upload(input, pdf());
    await user.click(screen.getByRole("button", { name: "Cancel sending a.pdf" }));
    expect(nth(0).signal.aborted).toBe(true);
    await nth(0).fail(new DOMException("", "AbortError"));
    expect(rows()).toEqual([]);
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  it("calls off all when the page goes", async () => {
    const { input, unmount, user } = open();
    await user.upload(input, pdf());
    unmount();
    expect(nth(0).signal.aborted).toBe(true);
  });
});

describe("for everybody", () => {
  it("a machine finds nothing wrong in any state", async () => {
    const { input, user } = open({ value: [kept("a.png")], most: 4, fault: "One is missing." });
    await user.upload(input, [pdf("b.pdf"), pdf("c.pdf")]);
    await nth(1).fail(new Unreachable());
    expect(button()).toHaveAccessibleDescription("One is missing.");
    const list = screen.getByRole("list", { name: "Files" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(3);
    await expectAccessible();
  });
});
