"""Power Automate Workflows: a card in a channel of Teams where there is no bot.

https://support.microsoft.com/en-us/office/8ae491c7-0394-4861-ba59-055e33f75498: an address takes a
message with Adaptive Cards of at most 28 KB, four a second. What was posted can't be changed, and
nobody answers a button; so there is one way, to the page. Never: the address in a log or an error;
whoever has it may post.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, Protocol

from channels.pace import Pace, Rate
from channels.said import Said
from channels.vendor import AwayError, Letter, LimitedError, RefusedError
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, encode

MOST_BYTES: Final = 28 * 1024
FLOW: Final = Rate(4, 1.0)
NAME: Final = "Workflows"
CARD: Final = "application/vnd.microsoft.card.adaptive"
LONGEST: Final = 300
"""Characters of a line; the page has the whole of it."""

MOST_FACTS: Final = 10

_SUCCESS, _REDIRECTION = 200, 300
_GONE = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.GONE,
    }
)


class Answered(Protocol):
    """What a receiver has said."""

    @property
    def status(self) -> int: ...

    @property
    def retry_after(self) -> str: ...


class Posts(Protocol):
    """The guarded client of outgoing calls."""

    async def post(self, uri: str, headers: Mapping[str, str], body: bytes) -> Answered:
        """Raises ProblemError where there is no answer."""
        ...


class Workflows:
    """One for a process."""

    def __init__(self, outside: Posts, pace: Pace | None = None) -> None:
        self._outside = outside
        self._pace = pace or Pace()

    async def post(self, channel: str, address: str, letter: Letter) -> None:
        """Raises AwayError, LimitedError or RefusedError; there is nothing to know it again by."""
        wait = self._pace.wait((channel, FLOW))
        if wait > 0:
            raise LimitedError(NAME, wait)
        try:
            answer = await self._outside.post(address, {}, encode(write(letter)))
        except ProblemError as error:
            if error.problem.status == HTTPStatus.FORBIDDEN:
                raise RefusedError(NAME, "inner network", "conversation") from None
            raise AwayError(f"{NAME} can't be reached.") from None
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise LimitedError.until(NAME, answer.retry_after)
        if answer.status in _GONE:
            raise RefusedError(NAME, str(answer.status), "conversation")
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise AwayError(f"{NAME} answers {answer.status}.")
        if not _SUCCESS <= answer.status < _REDIRECTION:
            raise RefusedError(NAME, str(answer.status))


def write(letter: Letter) -> JsonObject:
    """The message with its card; it always fits."""
    said = letter.said
    rows: list[Json] = [_line(line, bold=True) for line in (letter.stands or (said.title,)) if line]
    rows.append(_line(said.subject if letter.stands else said.lead))
    rows += [_fact(name, value) for name, value in said.facts[:MOST_FACTS]]
    card: JsonObject = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.4",
        "rtl": letter.language == "ar",
        "body": rows,
        "actions": _ways(said),
    }
    whole: JsonObject = {"contentType": CARD, "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [whole]}


def _ways(said: Said) -> list[Json]:
    ways = [one for one in (said.way, said.open) if one is not None]
    return [
        {"type": "Action.OpenUrl", "title": _fit(one.label), "url": one.address} for one in ways
    ]


def _line(words: str, *, bold: bool = False) -> JsonObject:
    return {"type": "RichTextBlock", "inlines": [_run(words, bold=bold)]}


def _fact(name: str, value: str) -> JsonObject:
    """Not as a FactSet: Teams looks for Markdown in those, and people wrote the value."""
    runs: list[Json] = [_run(f"{_fit(name)}: ", bold=True), _run(value or "-")]
    return {"type": "RichTextBlock", "inlines": runs}


def _run(words: str, *, bold: bool = False) -> JsonObject:
    """As plain text: in a RichTextBlock nobody looks for marks."""
    run: JsonObject = {"type": "TextRun", "text": _fit(words)}
    if bold:
        run["weight"] = "Bolder"
    return run


def _fit(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
