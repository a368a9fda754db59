/**
 * Where something stands as soon as the API has told it: that it comes, or why it doesn't.
 *
 * Never: shown beside what has come; old values are better than none.
 */
import { say } from "../words";
import { Loading } from "./Empty";
import { Trouble } from "./Trouble";

export function NotYet({ error }: { readonly error: unknown }) {
  return error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />;
}
