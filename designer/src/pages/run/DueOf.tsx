/**
 * By when a decision is asked, counting down; once it is late it says so.
 *
 * Never: red alone.
 */
import { Due } from "../approvals/Due";
import { useNow } from "../../parts/Time";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { Remaining } from "./Remaining";

const TICK_MS = 15_000;

export function DueOf({ due }: { readonly due: string }) {
  const now = useNow(TICK_MS);
  if (Date.parse(due) <= now) return <Due due={due} />;
  return (
    <span>
      {say("waits.due", { time: exactly(due) })} <Remaining until={due} />
    </span>
  );
}
