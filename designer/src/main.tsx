/**
 * Where the page begins: the language first, then everything that speaks it.
 *
 * Never: anything that a test would want to leave out; that stands in `app/`.
 */
import { noop } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { meQuery } from "./api/session";
import { App } from "./app/App";
import { makeQueryClient } from "./app/queries";
import { fetchPage } from "./app/routes";
import { speak } from "./words";
import { chosenLanguage, LANGUAGES } from "./words/languages";

const root = document.getElementById("root");
const language = chosenLanguage();
const { direction, load } = LANGUAGES[language];
const client = makeQueryClient();
// Neither of these waits for another: who has signed in, the page's code, the words.
void client.query(meQuery).catch(noop);
fetchPage(location.pathname);
speak(language, await load(), direction);
document.documentElement.lang = language;
document.documentElement.dir = direction;
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App direction={direction} client={client} />
    </StrictMode>,
  );
}
