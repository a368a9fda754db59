"""Block Kit's rich text, element for element.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from tests.standins.shapes import (
    Rule,
    Shape,
    boolean,
    by_type,
    integer,
    listing,
    one_of,
    string,
)

_STYLES = (
    "bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink",
)  # fmt: skip
_STYLE = Shape(optional=dict.fromkeys(_STYLES, boolean))


def _piece(kind: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return Shape({"type": one_of(kind), **required}, {"style": _STYLE, **(optional or {})})


PIECES: dict[str, Rule] = {
    "text": _piece("text", {"text": string()}),
    "link": _piece("link", {"url": string()}, {"text": string(), "unsafe": boolean}),
    "emoji": _piece("emoji", {"name": string()}, {"unicode": string()}),
    "user": _piece("user", {"user_id": string(pattern=r"[UW][A-Z0-9]+")}),
    "channel": _piece("channel", {"channel_id": string(pattern=r"[CGD][A-Z0-9]+")}),
    "usergroup": _piece("usergroup", {"usergroup_id": string(pattern=r"S[A-Z0-9]+")}),
    "broadcast": _piece("broadcast", {"range": one_of("here", "channel", "everyone")}),
    "color": _piece("color", {"value": string(pattern=r"#[0-9A-Fa-f]{6}")}),
    "date": _piece(
        "date",
        {"timestamp": integer(), "format": string()},
        {"url": string(), "fallback": string()},
    ),
}
_SPOKEN = by_type(PIECES)
_BORDER: dict[str, Rule] = {"border": one_of(0, 1)}
SECTION = Shape({"type": one_of("rich_text_section"), "elements": listing(_SPOKEN, least=0)})

PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_list": Shape(
        {
            "type": one_of("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": listing(SECTION),
        },
        {**_BORDER, "indent": integer(0), "offset": integer(0)},
    ),
    "rich_text_preformatted": Shape(
        {
            "type": one_of("rich_text_preformatted"),
            "elements": listing(by_type({name: PIECES[name] for name in ("text", "link")})),
        },
        {**_BORDER, "language": string()},
    ),
    "rich_text_quote": Shape(
        {"type": one_of("rich_text_quote"), "elements": listing(_SPOKEN)}, _BORDER
    ),
}

RICH_TEXT = Shape(
    {"type": one_of("rich_text"), "elements": listing(by_type(PARTS))},
    {"block_id": string(255)},
)
