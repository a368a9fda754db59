/**
 * The kind of a file in a word.
 *
 * Never: more than what people tell apart.
 */
import { describe, expect, it } from "vitest";

import { kindOf } from "./files";

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
