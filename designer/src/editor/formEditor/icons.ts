/**
 * The icons of the editor of forms, under the names of what they stand for.
 *
 * Never: one that carries a meaning alone; a word stands beside it or is read out in its place.
 */
export { default as HandleIcon } from "@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs";
