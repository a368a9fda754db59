"""The modal in which a decision is given its comment and its fields, and how it is read again.

What was chosen is kept in the modal by Slack, and comes back with what was filled in. Never: half a
form; where a field needs more than Slack has, the whole is filled in in the portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from channels.fields import Field
from channels.modal import COMMENT, YES, Filled, Modal, place, places
from channels.slack import limits, parts, rich
from channels.slack.limits import fit
from definitions.values import Json, JsonObject

DECIDE = "decide"
"""The modal's own name, by which its answer is known."""

VALUE = "value"


def fits(fields: Sequence[Field] | None) -> bool:
    """Whether Slack has what the form needs; None: it needs more than plain fields."""
    if fields is None:
        return False
    few = len(fields) <= limits.VIEW_BLOCKS - 2
    return few and all(
        len(one.choices) <= limits.OPTIONS and len(one.shown) <= limits.INPUT for one in fields
    )


def write(modal: Modal) -> JsonObject:
    """As `views.open` takes it."""
    said, decision = modal.words, modal.decision
    heading = rich.plain(fit(modal.subject, limits.HINT), bold=True)
    blocks: list[Json] = [parts.words("subject", [heading])]
    blocks += [_input(number, one, said) for number, one in enumerate(modal.fields)]
    if decision.comment != "none":
        blocks.append(_comment(said, required=decision.comment == "required"))
    return {
        "type": "modal",
        "callback_id": DECIDE,
        "title": parts.plain(decision.label, limits.VIEW_TITLE),
        "submit": parts.plain(decision.label, limits.VIEW_TITLE),
        "close": parts.plain(said["cancel"], limits.VIEW_TITLE),
        "private_metadata": modal.token,
        "blocks": blocks,
    }


def _comment(said: Mapping[str, str], *, required: bool) -> JsonObject:
    return {
        "type": "input",
        "block_id": COMMENT,
        "optional": not required,
        "label": parts.plain(said["comment"], limits.LABEL),
        "element": {
            "type": "plain_text_input",
            "action_id": VALUE,
            "multiline": True,
            "max_length": limits.INPUT,
        },
    }


def _input(number: int, field: Field, said: Mapping[str, str]) -> JsonObject:
    made: JsonObject = {
        "type": "input",
        "block_id": place(number),
        # A box that is not ticked is an answer too.
        "optional": field.kind == "yes" or not field.required,
        "label": parts.plain(field.title or field.name, limits.LABEL),
        "element": {"action_id": VALUE, **_element(field, said)},
    }
    if field.hint:
        made["hint"] = parts.plain(field.hint, limits.HINT)
    return made


def _element(field: Field, said: Mapping[str, str]) -> JsonObject:
    match field.kind:
        case "yes":
            return _tick(
                {"text": parts.plain(said["yes"], limits.OPTION), "value": YES},
                ticked=bool(field.value),
            )
        case "choice":
            return _choice(field)
        case "number" | "integer":
            number: JsonObject = {
                "type": "number_input",
                "is_decimal_allowed": field.kind == "number",
            }
            return {**number, **_initial(field)}
        case kind:
            text: JsonObject = {
                "type": "plain_text_input",
                "multiline": kind == "long",
                "max_length": limits.INPUT,
            }
            return {**text, **_initial(field)}


def _initial(field: Field) -> JsonObject:
    return {"initial_value": fit(field.shown, limits.INPUT)} if field.shown else {}


def _tick(option: JsonObject, *, ticked: bool) -> JsonObject:
    box: JsonObject = {"type": "checkboxes", "options": [option]}
    return {**box, "initial_options": [option]} if ticked else box


def _choice(field: Field) -> JsonObject:
    options: list[JsonObject] = [
        {"text": parts.plain(label or str(number + 1), limits.OPTION), "value": str(number)}
        for number, (_, label) in enumerate(field.choices)
    ]
    made: JsonObject = {"type": "static_select", "options": [*options]}
    for number, option in enumerate(options):
        if field.value is not None and field.is_chosen(number):
            made["initial_option"] = option
    return made


# ---- read again


def read(values: Json, fields: Sequence[Field]) -> Filled:
    """`values`: of the state of the view. What is not of its shape is as if it were not there."""
    sent = {one.id: _value(_at(values, place(number))) for number, one in enumerate(fields)}
    return Filled(_value(_at(values, COMMENT)).strip(), sent)


def faults(wrong: Mapping[str, str], fields: Sequence[Field]) -> JsonObject:
    """What is wrong with fields, by their titles (or with the comment), as Slack is answered."""
    found: JsonObject = {**places(wrong, fields)}
    return {"response_action": "errors", "errors": found}


def _at(values: Json, block: str) -> JsonObject:
    match values:
        case {**blocks}:
            match blocks.get(block):
                case {"value": {**element}}:
                    return element
                case _:
                    return {}
        case _:
            return {}


def _value(element: JsonObject) -> str:
    match element:
        case {"type": "static_select", "selected_option": {"value": str(chosen)}}:
            return chosen
        case {"type": "checkboxes", "selected_options": list(ticked)}:
            return YES if ticked else ""
        case {"value": str(written)}:
            return written
        case _:
            return ""
