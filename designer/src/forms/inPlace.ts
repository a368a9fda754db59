/**
 * Where what opens below a field stands in the page.
 *
 * Never: at the end of the document; a reader of the screen finds it where it belongs, and the
 * focus in it has not left the field.
 */
export const IN_PLACE = { withinPortal: false } as const;
