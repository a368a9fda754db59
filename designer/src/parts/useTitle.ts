/**
 * What the tab says while a page is shown.
 *
 * Never: the title of a page that has gone.
 */
import { useEffect } from "react";

import { say } from "../words";

export function useTitle(page: string): void {
  useEffect(() => {
    document.title = say("page.titleOf", { page });
    return () => {
      document.title = say("page.title");
    };
  }, [page]);
}
