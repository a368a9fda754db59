/**
 * A link to a page of somebody else, beside which this one stays open.
 *
 * Never: without saying that it opens a new tab.
 */
import type { ReactNode } from "react";

import buttons from "../../parts/Button.module.css";
import { ElsewhereIcon } from "../../parts/icons";
import { say } from "../../words";

type Props = {
  readonly to: string;
  readonly look?: "main" | "plain" | "quiet";
  readonly children: ReactNode;
};

export function Elsewhere({ to, look = "plain", children }: Props) {
  return (
    <a className={buttons[look]} href={to} target="_blank" rel="noopener noreferrer">
      {children}
      <ElsewhereIcon size={16} stroke={1.7} aria-hidden="true" />
      <span className="unseen">({say("chats.opensElsewhere")})</span>
    </a>
  );
}
