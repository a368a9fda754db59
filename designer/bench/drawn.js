/**
 * The picture that edits on a page of its own, for what is measured or looked at in a browser: no
 * server, no sign-in, a definition that is given.
 *
 * Never: part of the application.
 */
import { Buffer } from "node:buffer";
import { URL } from "node:url";

import react from "@vitejs/plugin-react";
import { build } from "vite";

const ENTRY = `
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Drawing } from "/src/editor/drawing/Drawing.tsx";
import { mark } from "/src/editor/drawing/marks.ts";
import { makeEditor } from "/src/editor/store.ts";
import { EditorContext } from "/src/editor/useEditor.ts";
import { Look } from "/src/look/Look.tsx";
import { speak } from "/src/words/index.ts";
import { LANGUAGES } from "/src/words/languages.ts";

const language = document.documentElement.lang;
const { direction, load } = LANGUAGES[language];
speak(language, await load(), direction);
document.documentElement.dir = direction;
const editor = makeEditor(document.getElementById("text").textContent);
window.baton = { editor, mark };
const drawing = h(EditorContext, { value: editor }, h(Drawing));
const client = new QueryClient();
createRoot(document.getElementById("root")).render(
  h(Look, { direction }, h(QueryClientProvider, { client }, drawing)),
);
`;
const PAGE = `<!doctype html><html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">{styles}
<style>html, body { block-size: 100%; margin: 0 } #root { block-size: 100dvh }</style></head>
<body><script type="text/plain" id="text">{text}</script><div id="root"></div>
<script type="module" src="/{script}"></script></body></html>`;

/** The files of the page, by name. */
export async function builtDrawing() {
  const entry = "virtual:entry.js";
  const { output } = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      react(),
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? ENTRY : null),
      },
    ],
    build: { write: false, rolldownOptions: { input: { page: entry } } },
  });
  const files = new Map(
    output.map((one) => [one.fileName, Buffer.from(one.type === "chunk" ? one.code : one.source)]),
  );
  const script = output.find((one) => one.type === "chunk" && one.isEntry).fileName;
  return { files, script };
}

const KINDS = { js: "text/javascript", css: "text/css", woff2: "font/woff2", html: "text/html" };

/** Answers for the page with this definition; of the API only the catalogue is there, empty. */
export async function serveDrawing(page, { files, script }, { text, lang = "en" }) {
  const styles = [...files.keys()]
    .filter((name) => name.endsWith(".css"))
    .map((name) => `<link rel="stylesheet" href="/${name}">`)
    .join("");
  const html = PAGE.replace("{lang}", lang)
    .replace("{styles}", styles)
    .replace("{script}", script)
    .replace("{text}", () => text);
  await page.route("http://drawing.test/**", (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === "") return route.fulfill({ body: html, contentType: KINDS.html });
    if (path.startsWith("api/")) return route.fulfill({ json: { items: [], next: null } });
    const body = files.get(path);
    const contentType = KINDS[path.split(".").at(-1)] ?? "application/octet-stream";
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body, contentType });
  });
  await page.goto("http://drawing.test/");
}
