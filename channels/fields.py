"""Fields of a form that a plain page or a chat can have: texts, numbers, yes or no, a choice.

Never: half a form; where one field needs more, the whole is filled in in the portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from definitions.values import Json, JsonObject, encode

PREFIX = "field."
NUMBERS = ("number", "integer")
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One of them, as it is shown."""

    name: str
    title: str
    hint: str
    kind: str
    """text, long, number, integer, yes or choice."""
    required: bool
    value: Json = None
    choices: list[tuple[Json, str]] = field(default_factory=list[tuple[Json, str]])

    @property
    def id(self) -> str:
        return PREFIX + self.name

    @property
    def shown(self) -> str:
        """The value as it stands in the field."""
        if self.value is None:
            return ""
        return self.value if isinstance(self.value, str) else encode(self.value).decode()

    def told(self, yes: str) -> str:
        """The value as it is read where nothing is filled in."""
        if self.kind == "yes":
            return yes
        return next((label for value, label in self.choices if value == self.value), self.shown)

    def is_chosen(self, number: int) -> bool:
        return self.choices[number][0] == self.value


class UnreadableError(Exception):
    """What was filled in is not of the field's kind; says which field."""


def simple(form: Json, values: JsonObject) -> list[Field] | None:
    """None: it needs more than this page can do."""
    if form is None:
        return []
    if not isinstance(form, dict):
        return None
    properties = form.get("properties", {})
    if not isinstance(properties, dict) or not set(form) <= _FORM:
        return None
    required = form.get("required")
    needed = required if isinstance(required, list) else []
    fields: list[Field] = []
    for name, schema in properties.items():
        found = _field(name, schema, values.get(name), required=name in needed)
        if found is None:
            return None
        fields.append(found)
    return fields


_FORM = {
    *("type", "title", "description", "properties", "required", "additionalProperties"),
    *("$schema", "$id", "$comment", "default", "examples"),
}


def _field(name: str, schema: Json, value: Json, *, required: bool) -> Field | None:
    if not isinstance(schema, dict):
        return None
    title, hint = str(schema.get("title") or name), str(schema.get("description") or "")
    shown = schema.get("default") if value is None else value
    choices = _choices(schema)
    if choices:
        return Field(name, title, hint, "choice", required, shown, choices)
    match schema.get("type"):
        case "string" if schema.get("format") in (None, "email", "textarea", "uri", "date"):
            long = schema.get("format") == "textarea"
            return Field(name, title, hint, "long" if long else "text", required, shown)
        case "number" | "integer" as kind:
            return Field(name, title, hint, kind, required, shown)
        case "boolean":
            return Field(name, title, hint, "yes", required, shown)
        case _:
            return None


def told(form: Json, values: JsonObject, yes: str) -> list[tuple[str, str]]:
    """Titles and what was given, of the fields that say something by a line."""
    properties = form.get("properties") if isinstance(form, dict) else None
    if not isinstance(properties, dict):
        return []
    given = {name: values.get(name) for name in properties}
    found = [
        _field(name, properties[name], value, required=False)
        for name, value in given.items()
        if value is not None and value is not False
    ]
    lines = [(one.title, one.told(yes)) for one in found if one is not None]
    return [(title, line) for title, line in lines if line]


def _choices(schema: JsonObject) -> list[tuple[Json, str]]:
    match schema:
        case {"enum": list(values)} if len(values) <= MOST_CHOICES:
            return [(one, _said(one)) for one in values]
        case {"oneOf": list(values)} if len(values) <= MOST_CHOICES:
            constants = [one for one in values if isinstance(one, dict) and "const" in one]
            if len(constants) == len(values):
                return [(one["const"], str(one.get("title") or one["const"])) for one in constants]
            return []
        case _:
            return []


def _said(value: Json) -> str:
    return value if isinstance(value, str) else encode(value).decode()


def filled(fields: Sequence[Field], given: Mapping[str, str]) -> JsonObject:
    """What was sent, as values; null for what was emptied. Raises UnreadableError."""
    values: JsonObject = {}
    for one in fields:
        sent = given.get(one.id, "").strip()
        if one.kind == "yes":
            values[one.name] = bool(sent)
        elif sent:
            values[one.name] = _value(one, sent)
        elif one.value is not None:
            values[one.name] = None
    return values


def _value(one: Field, sent: str) -> Json:
    try:
        if one.kind == "choice":
            return one.choices[int(sent) if sent.isdigit() else len(one.choices)][0]
        if one.kind in NUMBERS:
            return int(sent) if one.kind == "integer" else float(sent.replace(",", "."))
    except (ValueError, IndexError) as error:
        raise UnreadableError(one.title) from error
    return sent.replace("\r\n", "\n")
