/**
 * The kind of a file in a word.
 *
 * Never: more than what people tell apart.
 */
import { describe, expect, it } from "vitest";

import { kindOf, purposeOf } from "./files";

const OFFICE = "application/vnd.openxmlformats-officedocument";

describe("the kind of a file", () => {
  it.each([
    ["application/pdf", "pdf"],
    ["image/png", "picture"],
    ["image/*", "picture"],
    [`${OFFICE}.wordprocessingml.document`, "document"],
    ["application/msword", "document"],
    [`${OFFICE}.spreadsheetml.sheet`, "table"],
    ["application/vnd.oasis.opendocument.spreadsheet", "table"],
    ["text/csv", "table"],
    [`${OFFICE}.presentationml.presentation`, "slides"],
    ["application/zip", "archive"],
    ["application/gzip", "archive"],
    ["message/rfc822", "mail"],
    ["audio/mpeg", "sound"],
    ["video/mp4", "film"],
    ["text/plain", "text"],
    ["application/json", "text"],
    ["application/octet-stream", "unknown"],
    ["", "unknown"],
  ])("%s is %s", (mediaType, kind) => {
    expect(kindOf(mediaType)).toBe(kind);
  });
});

describe("what a file is brought for", () => {
  it.each([
    ["receipt", "receipt"],
    ["bankReceipt", "bank-receipt"],
    ["Bank receipt / 2", "bank-receipt-2"],
    ["2nd_offer", "nd-offer"],
    ["فاتورة", "form"],
    ["", "form"],
    ["a".repeat(60), "a".repeat(40)],
  ])("%j is %s", (key, purpose) => {
    expect(purposeOf(key)).toBe(purpose);
  });
});
