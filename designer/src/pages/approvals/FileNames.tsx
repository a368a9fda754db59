/**
 * Files by their names, in a line.
 *
 * Never: an id; what is not there any more says so.
 */
import { useQueries } from "@tanstack/react-query";

import { contentOf, fileQuery } from "../../api/files";
import { say } from "../../words";

export function FileNames({ value }: { readonly value: unknown }) {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids = all.filter((one) => typeof one === "string");
  const asked = useQueries({ queries: ids.map(fileQuery) });
  return ids.map((id, at) => {
    const file = asked[at]?.data;
    return (
      <span key={id}>
        {at > 0 && " · "}
        {file === undefined ? (
          say("files.unnamed")
        ) : (
          <a href={contentOf(id)} download={file.name}>
            <bdi>{file.name}</bdi>
          </a>
        )}
      </span>
    );
  });
}
