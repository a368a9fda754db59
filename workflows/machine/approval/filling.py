"""What the form of an approval holds once somebody has filled it in.

Never: a value that the form does not take, or one that goes because nobody has said it.
"""

from __future__ import annotations

from definitions.pointers import escape
from definitions.schemas import Schema, sentence
from definitions.values import JsonObject

_DRAFT = "json:2020-12"


class UnfitError(Exception):
    """The form does not take it; the sentence says what and why."""


def filled(form: JsonObject | None, before: JsonObject, given: JsonObject) -> JsonObject:
    """What is not given stays as it was; null empties a field that takes no null."""
    values = {**before, **given}
    if form is None:
        return values
    schema = Schema(form, _DRAFT)
    faults = schema.faults(values)
    wrong = {fault.pointer for fault in faults}
    emptied = [name for name in given if given[name] is None and f"/{escape(name)}" in wrong]
    if emptied:
        values = {name: value for name, value in values.items() if name not in emptied}
        faults = schema.faults(values)
    if faults:
        raise UnfitError(sentence("The form", faults))
    return values


__all__ = ["UnfitError", "filled"]
