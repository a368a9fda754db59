/**
 * The end of a list that comes in pages: the way to what follows.
 *
 * Never: a button where nothing follows.
 */
import { say } from "../words";
import { Button } from "./Button";

type Props = {
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
};

export function ShowMore({ of: { hasNextPage, isFetchingNextPage, fetchNextPage } }: Props) {
  if (!hasNextPage) return null;
  return (
    <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {say("list.more")}
    </Button>
  );
}
