"""The card in which a decision is given its comment and its fields, and how it is read again.

What was chosen is kept in the data of its button, and comes back with what was filled in. Never:
half a form; where a field needs more than Teams has, the whole is filled in in the portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from channels import words
from channels.fields import NUMBERS, Field
from channels.modal import COMMENT, YES, Filled, Modal, place, places
from channels.teams import card, limits, parts, rich
from channels.teams.limits import fit
from definitions.values import Json, JsonObject

_NO: Final = "no"
_NOTHING_WRONG: Mapping[str, str] = {}
_REST: Final = 6 * 1024
"""Bytes for all that is not a field: subject, comment, buttons, what is wrong."""

_WIDEST: Final = 4
"""Bytes of a character."""


def fits(fields: Sequence[Field] | None) -> bool:
    """Whether Teams has what the form needs; None: it needs more than plain fields."""
    if fields is None:
        return False
    few = len(fields) <= limits.INPUTS and all(len(one.choices) <= limits.OPTIONS for one in fields)
    longest = _longest(fields) if few else 0
    return longest >= limits.LEAST_INPUT and all(
        len(one.shown) <= longest for one in fields if _is_text(one)
    )


def _longest(fields: Sequence[Field]) -> int:
    """Characters of a text, so that what was written fits in the card where it is shown again."""
    empty = [_input(number, one, words.of("ar"), 0, "") for number, one in enumerate(fields)]
    left = limits.CARD - _REST - sum(limits.size(one) for each in empty for one in each)
    texts = sum(_is_text(one) for one in fields) + 1
    return min(left // (_WIDEST * texts), limits.INPUT)


def _is_text(field: Field) -> bool:
    return field.kind in ("text", "long")


def write(
    modal: Modal,
    *,
    verb: str = card.SUBMIT,
    wrong: Mapping[str, str] = _NOTHING_WRONG,
    filled: Filled | None = None,
) -> JsonObject:
    """`wrong`: what is wrong, by the titles of fields (else it stands at the comment).

    `filled`: what they have written already, so that nothing is lost where something is wrong.
    """
    made: JsonObject = {}
    longest = max(_longest(modal.fields), limits.LEAST_INPUT)
    for part in (1, 2, 4, 8):
        made = _card(modal, verb, places(wrong, modal.fields), filled, longest // part)
        if limits.size(made) <= limits.CARD:
            break
    return made


def _card(
    modal: Modal, verb: str, faults: Mapping[str, str], filled: Filled | None, longest: int
) -> JsonObject:
    said, decision = modal.words, modal.decision
    body = [rich.words(fit(modal.subject, limits.TITLE), weight="bolder", size="medium")]
    for number, one in enumerate(modal.fields):
        body += _wrong(faults.get(place(number)))
        sent = _as_it_stands(one) if filled is None else filled.fields.get(one.id, "")
        body += _input(number, one, said, longest, sent)
    body += _wrong(faults.get(COMMENT))
    if decision.comment != "none":
        required = decision.comment == "required"
        comment = "" if filled is None else filled.comment
        body.append(_comment(said, longest, comment, required=required))
    title = decision.label or decision.name
    back = card.START if verb == card.BEGIN else card.REFRESH
    kept: JsonObject = {} if verb == card.BEGIN else {card.TOKEN: modal.token}
    return parts.frame(
        modal.language,
        body,
        [
            parts.execute(title, verb, {card.TOKEN: modal.token}, style=decision.style),
            parts.execute(said["cancel"], back, kept, takes=False),
        ],
        said["open"],
    )


def _wrong(said: str | None) -> list[JsonObject]:
    return [] if said is None else [rich.words(fit(said, limits.LINE), color="attention")]


def _comment(said: Mapping[str, str], longest: int, given: str, *, required: bool) -> JsonObject:
    made: JsonObject = {
        "type": "Input.Text",
        "id": COMMENT,
        "label": said["comment"],
        "isMultiline": True,
        "maxLength": longest,
    }
    needed: JsonObject = {"isRequired": True, "errorMessage": said["card-needed"]}
    value: JsonObject = {"value": fit(given, longest)} if given else {}
    return {**made, **(needed if required else {}), **value}


def _input(
    number: int, field: Field, said: Mapping[str, str], longest: int, given: str
) -> list[JsonObject]:
    made: JsonObject = {
        **_element(field, said, longest, given),
        "id": place(number),
        "label": fit(field.title or field.name, limits.TITLE),
    }
    if field.kind in NUMBERS:
        made["errorMessage"] = said["card-number"]
    # A box that is not ticked is an answer too.
    if field.required and field.kind != "yes":
        made |= {"isRequired": True, "errorMessage": made.get("errorMessage", said["card-needed"])}
    hint = fit(field.hint, limits.LINE)
    told = [rich.line([rich.plain(hint, isSubtle=True, size="small")])] if hint else []
    return [*told, made]


def _element(field: Field, said: Mapping[str, str], longest: int, given: str) -> JsonObject:
    match field.kind:
        case "yes":
            box: JsonObject = {"type": "Input.Toggle", "title": said["yes"]}
            return {**box, "valueOn": YES, "valueOff": _NO, "value": YES if given else _NO}
        case "choice":
            return _choice(field, given)
        case "number" | "integer":
            number = _number(given)
            value: JsonObject = {} if number is None else {"value": number}
            return {"type": "Input.Number", **value}
        case kind:
            text: JsonObject = {"type": "Input.Text", "maxLength": longest}
            if kind == "long":
                text["isMultiline"] = True
            return {**text, "value": fit(given, longest)} if given else text


def _choice(field: Field, given: str) -> JsonObject:
    """By number, since a value may be anything. Compact: its titles are read as they are."""
    titles = [label or str(number + 1) for number, (_, label) in enumerate(field.choices)]
    choices: list[JsonObject] = [
        {"title": fit(title, limits.OPTION), "value": str(number)}
        for number, title in enumerate(titles)
    ]
    made: JsonObject = {"type": "Input.ChoiceSet", "style": "compact", "choices": [*choices]}
    offered = any(one["value"] == given for one in choices)
    return {**made, "value": given} if offered else made


def _as_it_stands(field: Field) -> str:
    """As it would be sent, had nobody touched it."""
    match field.kind:
        case "yes":
            return YES if field.value else ""
        case "choice" if field.value is not None:
            chosen = [one for one in range(len(field.choices)) if field.is_chosen(one)]
            return str(chosen[0]) if chosen else ""
        case "choice":
            return ""
        case _:
            return field.shown


def _number(given: str) -> int | float | None:
    try:
        return int(given)
    except ValueError:
        pass
    try:
        number = float(given.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


# ---- read again


def read(data: Json, fields: Sequence[Field]) -> Filled:
    """`data`: of the action. What is not of its shape is as if it were not there."""
    if not isinstance(data, dict):
        return Filled()
    sent = {one.id: _sent(one, data.get(place(number))) for number, one in enumerate(fields)}
    return Filled(_text(data.get(COMMENT)).strip(), sent)


def _sent(field: Field, value: Json) -> str:
    if field.kind == "yes":
        return YES if value == YES else ""
    return _text(value)


def _text(value: Json) -> str:
    """Numbers come as text or as numbers, as the client likes."""
    match value:
        case str():
            return value
        case bool():
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
        case _:
            return ""
