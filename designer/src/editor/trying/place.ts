/**
 * Which process a document is of.
 *
 * Never: a name made up; one that is missing is empty.
 */
import { textAt } from "../../model/graphValues";
import type { Json } from "../../model/json";

export type Place = { readonly namespace: string; readonly name: string };

export function placeIn(document: Json): Place {
  return {
    namespace: textAt(document, "document", "namespace") ?? "",
    name: textAt(document, "document", "name") ?? "",
  };
}
