/**
 * The icons of what one does in the picture, and of what the palette offers.
 *
 * Never: one without words beside it or read out in its place.
 */
import DownIcon from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import PeopleIcon from "@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs";

import { KIND_ICONS } from "../../canvas/icons";
import { KindIcon } from "../../canvas/KindIcon";
import type { Choice } from "./choices";

export { DownIcon };
export { default as UpIcon } from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
export { default as CutIcon } from "@tabler/icons-react/dist/esm/icons/IconCut.mjs";
export { default as DuplicateIcon } from "@tabler/icons-react/dist/esm/icons/IconCopyPlus.mjs";
export { default as MoveToIcon } from "@tabler/icons-react/dist/esm/icons/IconCornerDownRight.mjs";
export { default as PaletteIcon } from "@tabler/icons-react/dist/esm/icons/IconLayoutSidebar.mjs";
export { default as PasteIcon } from "@tabler/icons-react/dist/esm/icons/IconClipboard.mjs";
export { default as SeveralIcon } from "@tabler/icons-react/dist/esm/icons/IconListCheck.mjs";
export { default as UnwrapIcon } from "@tabler/icons-react/dist/esm/icons/IconPackageOff.mjs";
export { default as WrapIcon } from "@tabler/icons-react/dist/esm/icons/IconPackage.mjs";

export function ChoiceIcon({ icon }: Pick<Choice, "icon">) {
  if (icon in KIND_ICONS) return <KindIcon kind={icon as keyof typeof KIND_ICONS} />;
  return <PeopleIcon stroke={1.6} aria-hidden="true" />;
}
