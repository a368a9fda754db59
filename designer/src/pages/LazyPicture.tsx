/**
 * The picture of a process, loaded when it is first needed.
 *
 * Never: part of the first page; it is the largest part of all.
 */
import { type ComponentProps, lazy, Suspense } from "react";

import { Loading } from "../parts/Empty";
import { say } from "../words";

const Picture = lazy(async () => ({ default: (await import("../canvas/Picture")).Picture }));

export function LazyPicture(props: ComponentProps<typeof Picture>) {
  return (
    <Suspense fallback={<Loading label={say("page.loading")} />}>
      <Picture {...props} />
    </Suspense>
  );
}
