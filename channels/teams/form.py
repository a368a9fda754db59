"""The card in which a decision is given its comment and its fields, and how it is read again.

Never: half a form; where a field needs more than Teams has, the whole is filled in in the portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from channels.fields import Field
from channels.modal import Filled, Modal
from channels.teams import card
from definitions.values import Json, JsonObject

_RIGHT: Mapping[str, str] = {}


def fits(fields: Sequence[Field] | None) -> bool:
    """Whether Teams has what the form needs; None: it needs more than plain fields."""
    raise NotImplementedError


def write(
    modal: Modal,
    *,
    verb: str = card.SUBMIT,
    wrong: Mapping[str, str] = _RIGHT,
    filled: Filled | None = None,
) -> JsonObject:
    """`wrong`: what is wrong, by the titles of fields (else it stands above all of them).

    `filled`: what they have written already, so that nothing is lost where something is wrong.
    """
    raise NotImplementedError


def read(data: Json, fields: Sequence[Field]) -> Filled:
    """`data`: of the action. What is not of its shape is as if it were not there."""
    raise NotImplementedError
