/**
 * The generated types are those of the OpenAPI file that is checked in.
 *
 * Never: mended by hand; `npm run types` writes them.
 */
// @vitest-environment node
import { existsSync, readFileSync } from "node:fs";

import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

const FILE = new URL("../../../docs/openapi.json", import.meta.url);

it.runIf(existsSync(FILE))("is up to date", async () => {
  const types = await openapiTS(FILE, { alphabetize: true });
  const written = readFileSync(new URL("schema.ts", import.meta.url), "utf8");
  const upToDate = written === COMMENT_HEADER + astToString(types);
  expect(upToDate, "docs/openapi.json has changed: run `npm run types` in designer/.").toBe(true);
});
