/**
 * Files that are there.
 *
 * Never: one that opens in the page.
 */
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { Look } from "../look/Look";
import { expectAccessible } from "../testing/accessible";
import { FileList } from "./FileList";

const FILES = [
  { id: "1", name: "تقرير.pdf", mediaType: "application/pdf", size: 1_234_567 },
  { id: "2", name: "a.png", mediaType: "image/png", size: 12 },
];

function open(files = FILES) {
  return render(
    <Look direction="ltr">
      <main>
        <FileList files={files} addressOf={(id) => `/files/${id}`} />
      </main>
    </Look>,
  );
}

describe("files that are there", () => {
  it("are downloaded under their names", async () => {
    open();
    const link = screen.getByRole("link", { name: "Download تقرير.pdf" });
    expect(link).toHaveAttribute("href", "/files/1");
    expect(link).toHaveAttribute("download", "تقرير.pdf");
    expect(screen.getAllByRole("listitem").map((row) => row.textContent)).toEqual([
      "تقرير.pdf1.2 MB, PDFDownload",
      "a.png12 bytes, PictureDownload",
    ]);
    await expectAccessible();
  });

  it("are none", () => {
    open([]);
    expect(screen.getByText("No files.")).toBeVisible();
  });
});
