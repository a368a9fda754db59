/**
 * The icon of a kind of task.
 *
 * Never: read out; its word is.
 */
import type { TaskKind } from "../model/graphTypes";
import { KIND_ICONS, POINTING } from "./icons";

type Props = { readonly kind: TaskKind | "catch"; readonly className?: string | undefined };

export function KindIcon({ kind, className = "" }: Props) {
  const Icon = KIND_ICONS[kind];
  return (
    <Icon
      className={className}
      stroke={1.6}
      data-points={POINTING.has(kind) || undefined}
      aria-hidden="true"
      focusable="false"
    />
  );
}
