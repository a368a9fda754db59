/**
 * Links to channels, as Slack and Teams give them to be copied.
 *
 * Never: an id guessed.
 */
import { describe, expect, it } from "vitest";

import { conversationIn } from "./conversations";

describe("a link that was copied", () => {
  it.each([
    ["slack", "https://acme.slack.com/archives/C012AB3CD", "C012AB3CD"],
    ["slack", " https://acme.slack.com/archives/C012AB3CD/p1700000000 ", "C012AB3CD"],
    ["slack", "https://app.slack.com/client/T0AAA/G0123", "G0123"],
    ["slack", "C012AB3CD", "C012AB3CD"],
    ["slack", "#purchasing", "#purchasing"],
    [
      "teams",
      "https://teams.microsoft.com/l/channel/19%3Aab12%40thread.tacv2/General?groupId=g&tenantId=t",
      "19:ab12@thread.tacv2",
    ],
    ["teams", "19:ab12@thread.tacv2", "19:ab12@thread.tacv2"],
    ["teams", "https://teams.microsoft.com/l/channel/19%3/General", "19%3"],
  ] as const)("of %s: %s", (kind, link, id) => {
    expect(conversationIn(kind, link)).toBe(id);
  });
});
