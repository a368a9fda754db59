"""Text as Slack reads it: three characters are escaped, and what stands between < and > commands.

Rules: https://docs.slack.dev/messaging/formatting-message-text (escaping; links; mentions; dates)
and https://docs.slack.dev/changelog/2018-truncating-really-long-messages (40,000 characters).
Slack itself shows unescaped text somehow; here it is refused, because what is shown then isn't
what was meant, and a person's words could call a whole channel.
"""

from __future__ import annotations

import re

MOST_CHARACTERS = 40_000
_CONTROL = re.compile(
    r"<(?:"
    r"@[UW][A-Z0-9]+(?:\|[^<>]*)?"  # a person
    r"|#[CGD][A-Z0-9]+(?:\|[^<>]*)?"  # a channel
    r"|!(?:here|channel|everyone)(?:\|[^<>]*)?"
    r"|!subteam\^S[A-Z0-9]+(?:\|[^<>]*)?"
    r"|!date\^-?\d+\^[^<>|^]+(?:\^[^<>|]+)?\|[^<>]+"  # a date has a fall-back
    r"|(?:https?://|mailto:|tel:|slack://)[^<>|\s]+(?:\|[^<>]*)?"
    r")>"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_DATE_TOKENS = re.compile(r"\{[^{}]*\}")
DATE_TOKENS = frozenset(
    {
        "date_num", "date_slash", "date_long", "date_long_full", "date_long_pretty", "date",
        "date_pretty", "date_short", "date_short_pretty", "time", "time_secs", "ago",
    }
)  # fmt: skip


def controls(text: str) -> list[str]:
    """The sequences that do something: mentions, links, dates."""
    return [found.group(0) for found in _CONTROL.finditer(text)]


def mentions(text: str) -> list[str]:
    """Who is called: `<@U1>`, `<!channel>`, `<!subteam^S1>`."""
    return [
        one
        for one in controls(text)
        if one[1] == "@" or one.startswith(("<!h", "<!c", "<!e", "<!s"))
    ]


def faults(text: str) -> list[str]:
    """What is wrong with text in Slack's own markup."""
    found: list[str] = []
    rest = _CONTROL.sub("", text)
    if re.search(r"&", _ENTITY.sub("", rest)):
        found.append("has & unescaped: &amp;")
    if "<" in rest:
        found.append("has < unescaped: &lt;")
    # A quotation begins its line with > as the page on formatting shows: it is markup there.
    if ">" in re.sub(r"(?m)^>+", "", rest):
        found.append("has > unescaped: &gt;")
    for one in controls(text):
        if one.startswith("<!date"):
            tokens = _DATE_TOKENS.findall(one.split("^")[2])
            unknown = [token for token in tokens if token[1:-1] not in DATE_TOKENS]
            if unknown or not tokens:
                found.append(f"has a date without known tokens: {one}")
    return found


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(text: str) -> str:
    """What a person reads: names for sequences that have one, characters for entities."""

    def name(found: re.Match[str]) -> str:
        inner = found.group(0)[1:-1]
        address, _, label = inner.partition("|")
        return label or address

    plain = _CONTROL.sub(name, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
