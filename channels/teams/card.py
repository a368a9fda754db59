"""Lays out what there is to say as an Adaptive Card 1.5.

A button carries of which round and stage of which approval it is; who presses it is what Teams
says, never what a button says. Never: a button on what is over, or a mark that people wrote.
"""

from __future__ import annotations

from typing import Final

from channels.vendor import Letter
from definitions.values import JsonObject

TYPE: Final = "application/vnd.microsoft.card.adaptive"
"""Of an attachment that is a card, and of an answer that shows one."""

DECIDE: Final = "decide"
"""The decision is taken at once. data: token, decision; and `comment` where one may be given
(`form.read(data, ()).comment`)."""

FORM: Final = "form"
"""The decision needs a comment or fields first: answered with `form.write`. Data as of DECIDE."""

SUBMIT: Final = "submit"
"""That form, filled in. data: token (with the decision in it), and what `form.read` reads."""

REFRESH: Final = "refresh"
"""The card anew, as it is for whoever looks; also the way back from a form. data: token."""

START: Final = "start"
"""A process was chosen. data: process (`waiting.PROCESS`)."""

BEGIN: Final = "begin"
"""Its form (`form.write(modal, verb=BEGIN)`), filled in. Data as of SUBMIT."""

TOKEN: Final = "token"  # noqa: S105 (a name in the data)
DECISION: Final = "decision"
VERB: Final = "verb"
"""Only in what old clients send: a message whose `value` is the data with this name besides."""


def write(letter: Letter, *, may_decide: bool = True) -> JsonObject:
    """`may_decide`: whether this view has the decisions.

    Where many read it, the shared one has none, and each viewer gets theirs by refresh.
    """
    raise NotImplementedError
