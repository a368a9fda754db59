/**
 * Which arguments of our own functions belong together.
 *
 * Never: an argument hidden by it; one that isn't named stands under "More".
 */
export type PartName =
  "main" | "who" | "form" | "template" | "decisions" | "time" | "rules" | "more";

export type Part = { readonly part: PartName; readonly keys: readonly string[] };

const TIME: Part = { part: "time", keys: ["remind", "due", "escalate", "overdue"] };

export const LAYOUTS: Readonly<Record<string, readonly Part[]>> = {
  approval: [
    { part: "main", keys: ["subject", "body"] },
    { part: "who", keys: ["approvers", "rule", "stages"] },
    { part: "form", keys: ["form", "values"] },
    { part: "decisions", keys: ["decisions"] },
    TIME,
    { part: "rules", keys: ["selfApproval", "fourEyes", "sendBack", "keepVotes", "signIn"] },
  ],
  form: [
    { part: "main", keys: ["subject", "body", "people"] },
    { part: "form", keys: ["form", "values"] },
    TIME,
  ],
  notify: [
    { part: "main", keys: ["to", "subject", "body"] },
    { part: "template", keys: ["templateName", "template", "values"] },
  ],
  "slack-post": [{ part: "main", keys: ["to", "title", "text"] }],
  "teams-post": [{ part: "main", keys: ["person", "channel", "webhook", "title", "text"] }],
};
