/**
 * The parts of the page on which one draws, for whoever fetches them before the page is there.
 *
 * Never: anything shown.
 */
export { fetchParts } from "../../editor/fetching";
