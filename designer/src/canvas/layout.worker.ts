/**
 * The layout engine, beside the page's own thread: it answers the messages of elkjs's own client.
 *
 * Never: in the page itself; it is large, and a large process takes it a while.
 */
import "elkjs/lib/elk-worker.min.js";
