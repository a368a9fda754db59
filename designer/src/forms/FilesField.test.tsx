/**
 * Fields that are files: brought while the form is filled in, sent by their ids.
 *
 * Never: a network; the browser's way of sending is the test's own.
 */
import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Json } from "../model/json";
import { stubApi } from "../testing/api";
import { HAND_IN, openForm, shown } from "./forTests";
import { SchemaForm } from "./SchemaForm";
import { useForm } from "./useForm";

const FILE: Json = { type: "string", format: "file" };
const one = (schema: Json, required = true): Json => ({
  properties: { bankReceipt: schema },
  required: required ? ["bankReceipt"] : [],
});

class Sending {
  static all: Sending[] = [];
  url = "";
  status = 201;
  responseText = "";
  upload = {};
  onload?: () => void;
  constructor() {
    Sending.all.push(this);
  }
  open(_: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {
    // Told elsewhere.
  }
  send() {
    // It arrives when the test says so.
  }
  abort() {
    // Nobody waits for it.
  }
  async arrive(id: string, name = `${id}.pdf`) {
    this.responseText = JSON.stringify({ id, name, mediaType: "application/pdf", size: 2048 });
    // eslint-disable-next-line @typescript-eslint/require-await -- act waits for what follows
    await act(async () => this.onload?.());
  }
}
const last = () => {
  const one = Sending.all.at(-1);
  if (one === undefined) throw new Error("Nothing is sent.");
  return one;
};

beforeEach(() => {
  Sending.all = [];
  vi.stubGlobal("XMLHttpRequest", Sending);
  stubApi({});
});

async function choose(user: ReturnType<typeof openForm>["user"], ...names: string[]) {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (input === null) throw new Error("No place to choose a file.");
  await user.upload(
    input,
    names.map((name) => new File(["x"], name, { type: "application/pdf" })),
  );
}

describe("a field that is a file", () => {
  it("sends its id, and says for what and of which kinds it is brought", async () => {
    const schema = { ...(FILE as object), contentMediaType: "application/pdf, image/*" } as Json;
    const { user, sent } = openForm(one(schema));
    expect(screen.getByRole("group", { name: "Bank receipt" })).toHaveAccessibleDescription(
      "Taken are: PDF and Picture.",
    );
    await choose(user, "a.pdf");
    const query = new URL(last().url, "http://baton.test").searchParams;
    expect(query.get("purpose")).toBe("bank-receipt");
    expect(query.getAll("accept")).toEqual(["application/pdf", "image/*"]);
    await last().arrive("f1");
    expect(sent()).toEqual({ bankReceipt: "f1" });
    expect(screen.getByRole("listitem")).toHaveTextContent(/^f1\.pdf.*, PDF/);
    await user.click(screen.getByRole("button", { name: "Remove f1.pdf" }));
    expect(sent()).toEqual({});
  });

  it("says when it is missing, and that it may be left out", async () => {
    const { user } = openForm(one(FILE));
    await user.click(screen.getByRole("button", { name: HAND_IN }));
    expect(screen.getByText("Choose a file.")).toBeVisible();
    expect(screen.getByRole("button", { name: /choose a file/ })).toHaveFocus();
  });

  it("may be left out where the schema lets it", async () => {
    const { user, sent } = openForm(one(FILE, false));
    await user.click(screen.getByRole("button", { name: HAND_IN }));
    expect(sent()).toEqual({});
    expect(screen.getByRole("group", { name: /optional/ })).toBeVisible();
  });

  it("is waited for while it is on its way", async () => {
    const { user } = openForm(one(FILE, false));
    await choose(user, "a.pdf");
    await user.click(screen.getByRole("button", { name: HAND_IN }));
    expect(screen.getByText("Wait until it has been sent, or cancel it.")).toBeVisible();
    await last().arrive("f1");
    expect(screen.queryByText("Wait until it has been sent, or cancel it.")).toBeNull();
  });

  it("takes several where it is a list, up to its end", async () => {
    const { user, sent } = openForm(one({ type: "array", items: FILE, maxItems: 2 }));
    expect(sent()).toEqual({ bankReceipt: [] });
    await choose(user, "a.pdf", "b.pdf", "c.pdf");
    expect(Sending.all).toHaveLength(2);
    await Sending.all[1]?.arrive("f2");
    await Sending.all[0]?.arrive("f1");
    expect(sent()).toEqual({ bankReceipt: ["f2", "f1"] });
    expect(screen.getByText(/Only 2 files are taken/)).toBeVisible();
  });

  it("names what was there before, and what is gone", async () => {
    stubApi({
      "GET /api/v1/files/f1": {
        body: { id: "f1", name: "قديم.pdf", mediaType: "application/pdf", size: 2048 },
      },
      "GET /api/v1/files/f2": { status: 404, body: { detail: "It was not found." } },
    });
    const { sent } = openForm(one({ type: "array", items: FILE }), { bankReceipt: ["f1", "f2"] });
    expect(await screen.findByText("قديم.pdf")).toBeVisible();
    expect(await screen.findByText("It is not there any more, or not for you.")).toBeVisible();
    expect(sent()).toEqual({ bankReceipt: ["f1", "f2"] });
  });

  it("is only downloaded where nothing is filled in", async () => {
    stubApi({
      "GET /api/v1/files/f1": {
        body: { id: "f1", name: "a.pdf", mediaType: "application/pdf", size: 2048 },
      },
    });
    function Whole() {
      return <SchemaForm form={useForm(one(FILE), { bankReceipt: "f1" })} disabled />;
    }
    shown(<Whole />);
    const link = await screen.findByRole("link", { name: "Download a.pdf" });
    expect(link).toHaveAttribute("href", "/api/v1/files/f1/content");
    await waitFor(() => {
      expect(screen.queryByRole("button")).toBeNull();
    });
  });
});
