/**
 * The icons of forms alone, under the names of what they stand for.
 *
 * Never: one that carries a meaning alone; a word stands beside it or is read out in its place.
 */
export { default as CalendarIcon } from "@tabler/icons-react/dist/esm/icons/IconCalendar.mjs";
export { default as DownIcon } from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
export { default as RemoveIcon } from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
export { default as UpIcon } from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
