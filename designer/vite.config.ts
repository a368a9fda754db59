/**
 * How the application is built and how its unit tests run.
 *
 * Never: anything inline in the page; it runs under `default-src 'self'`.
 */
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import words from "./src/words/en/frame.json" with { type: "json" };

const api = process.env["BATON_URL"] ?? "http://127.0.0.1:8080";

/** The page's own words stand in the language file too. */
function pageWords(): Plugin {
  return {
    name: "page-words",
    transformIndexHtml: (html) =>
      html.replaceAll(/\{\{page\.(\w+)\}\}/g, (_, key: string) => {
        const word = (words.page as Record<string, string>)[key];
        if (word === undefined) throw new Error(`src/words/en/frame.json has no page.${key}`);
        return word;
      }),
  };
}

const parts = (...ways: readonly RegExp[]) => ({
  test: (id: string) => ways.some((way) => way.test(id)),
  minShareCount: 2,
});

/** Used in many places, but not by the pages that come first. */
const APART = [
  {
    name: "picture",
    ...parts(/node_modules\/(?:@xyflow|elkjs)\//, /src\/canvas\//, /src\/model\/(?:graph|jq)/),
  },
  {
    name: "writing",
    ...parts(
      /node_modules\/yaml\//,
      /src\/editor\//,
      /src\/model\/(?:yaml|editing|fixes|draft|clipboard|history|lifting|scenario)/,
    ),
  },
  {
    name: "filling",
    ...parts(
      /node_modules\/(?:@mantine\/dates|@cfworker|dayjs)\//,
      /src\/forms\//,
      /src\/model\/(?:schema|form)/,
    ),
  },
];

export default defineConfig({
  plugins: [react(), pageWords()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What nearly every page needs comes as one file instead of forty; so does each of these.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "frame", minShareCount: 4, test: (id) => !APART.some(({ test }) => test(id)) },
            ...APART,
          ],
        },
      },
    },
    license: { fileName: "licenses/packages.md" },
    reportCompressedSize: true,
  },
  server: {
    proxy: {
      "/api": { target: api, changeOrigin: true, ws: true, rewriteWsOrigin: true },
      "/files": { target: api, changeOrigin: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
    css: false,
  },
});
