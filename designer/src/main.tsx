/**
 * Where the page begins.
 *
 * Never: anything that a test would want to leave out; that stands in `app/`.
 */
import "./look/faces.css";
import "./look/tokens.css";
import "./look/base.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { makeQueryClient } from "./app/queries";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
