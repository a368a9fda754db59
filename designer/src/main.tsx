/**
 * Where the page begins: the language first, then everything that speaks it.
 *
 * Never: anything that a test would want to leave out; that stands in `app/`.
 */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { speak } from "./words";
import { chosenLanguage, LANGUAGES } from "./words/languages";

const root = document.getElementById("root");
const language = chosenLanguage();
const { direction, load } = LANGUAGES[language];
speak(language, await load(), direction);
document.documentElement.lang = language;
document.documentElement.dir = direction;
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App direction={direction} />
    </StrictMode>,
  );
}
