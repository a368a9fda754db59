"""What a model says of a value, in sentences for people.

Never: pydantic's own sentence; it speaks of strings and dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple, cast, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from definitions.diagnostics import quoted
from definitions.models import BRANCHES, Model
from definitions.values import Json, encode

Path = tuple[str | int, ...]

_WANTED: Mapping[str, str] = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "dict_type": "a map",
    "list_type": "a list",
    "tuple_type": "a list",
    "model_type": "a map",
    "model_attributes_type": "a map",
}
_EXAMPLES: Mapping[str, str] = {
    "document": "document: { dsl: '1.0.3', namespace: demo, name: my-process, version: '1.0.0' }",
    "do": "do:, and under it a list of tasks",
    "dsl": "dsl: '1.0.3'",
    "namespace": "namespace: demo",
    "name": "name: my-process",
    "version": "version: '1.0.0'",
    "method": "method: get",
    "endpoint": "endpoint: https://example.com/orders",
    "with": "with: { method: get, endpoint: https://example.com/orders }",
    "uri": "uri: https://example.com/orders",
    "error": "error: { type: https://example.com/errors/late, status: 400 }",
    "type": "type: https://example.com/errors/late",
    "status": "status: 400",
    "then": "then: end",
}
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "dsl": ("must be a version of the standard that Baton speaks", "Write dsl: '1.0.3'."),
    "version": ("must be a semantic version of three numbers", "Write one such as '1.0.0'."),
    "namespace": ("may have small letters, digits and hyphens only", ""),
    "name": ("may have small letters, digits and hyphens only", ""),
}
_SLUG = 63
_PARTS = 3


class Fault(NamedTuple):
    code: str
    message: str
    path: Path
    remedy: str | None


def explain(  # noqa: PLR0911 - one for each kind of fault
    model: type[Model], detail: ErrorDetails, raw: Json, what: str
) -> Fault:
    """`raw` is what the author wrote, `what` names it at the beginning of a sentence."""
    path: Path = tuple(step for step in detail["loc"] if step not in BRANCHES)
    name = ".".join(str(step) for step in path)
    last = str(path[-1]) if path else ""
    given = _at(raw, path)
    whose = f"`{name}` of {what[:1].lower()}{what[1:]}" if name else what
    match detail["type"]:
        case "missing":
            example = _EXAMPLES.get(last)
            remedy = f"Add it, for example `{example}`." if example else f"Add `{last}`."
            return Fault("missing", f"{what} needs `{name}`.", path[:-1], remedy)
        case "extra_forbidden":
            return _unknown(model, path, what)
        case "choice":
            return Fault(
                "wrong-type", f"{whose} must be {detail['msg']}, not {a(given)}.", path, None
            )
        case "value_error":
            context = cast("dict[str, object]", detail.get("ctx", {}))
            return Fault("wrong-value", f"{whose} is no duration.", path, str(context.get("error")))
        case "literal_error":
            context = cast("dict[str, object]", detail.get("ctx", {}))
            wanted = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            return Fault(
                "wrong-value",
                f"{whose} can't be {_shown(given)}.",
                path,
                f"Write one of: {wanted}.",
            )
        case "string_pattern_mismatch" | "string_too_long":
            return _mismatch(whose, last, given, path)
        case kind:
            return _wrong_type(kind, whose, last, given, path)


def _wrong_type(kind: str, whose: str, last: str, given: Json, path: Path) -> Fault:
    wanted = _WANTED.get(kind, "something else")
    remedy = f"Write {wanted}."
    if last == "version" and isinstance(given, int | float) and not isinstance(given, bool):
        remedy = _mismatch(whose, last, str(given), path).remedy or remedy
    elif kind == "string_type" and isinstance(given, int | float):
        remedy = f"Put it in quotes: {last}: '{encode(given).decode()}'."
    elif kind == "int_type" and isinstance(given, str) and given.strip().isdecimal():
        remedy = f"Write it without quotes: {last}: {given.strip()}."
    elif kind == "string_type" and given is None:
        remedy = "Write a text, or remove the empty entry."
    return Fault("wrong-type", f"{whose} must be {wanted}, not {a(given)}.", path, remedy)


def _mismatch(whose: str, last: str, given: Json, path: Path) -> Fault:
    sentence, remedy = _PATTERNS.get(last, ("has a form that is not allowed", "Correct it."))
    text = given if isinstance(given, str) else ""
    if last in ("namespace", "name"):
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_SLUG].strip("-")
        remedy = f"Write {slug or 'my-process'}."
        if len(text) > _SLUG:
            sentence = f"may have {_SLUG} characters at most"
    elif last == "version" and re.fullmatch(r"v?\d+(\.\d+){0,2}", text):
        parts = [str(int(part)) for part in text.lstrip("v").split(".")]
        remedy = f"Write '{'.'.join([*parts, '0', '0'][:_PARTS])}'."
    return Fault("wrong-value", f"{whose} {sentence}, and {_shown(given)} is not so.", path, remedy)


def _unknown(model: type[Model], path: Path, what: str) -> Fault:
    """An attribute that the model hasn't, and the one that may have been meant."""
    *above, last = (str(step) for step in path)
    known = sorted(_names(model, above))
    near = nearest(last, known)
    place = f"{what}{' under `' + '.'.join(above) + '`' if above else ''}"
    remedy = f"Did you mean `{near}`?" if near else "Remove it."
    if last == "<<":
        remedy = "Merge keys are no part of YAML 1.2; repeat the entries."
    elif not near and known:
        remedy = f"Remove it, or write one of: {', '.join(known)}."
    return Fault("unknown-attribute", f"{place} has no attribute {quoted(last)}.", path, remedy)


def _names(model: type[BaseModel], path: list[str]) -> list[str]:
    """The attributes at the end of the path, as authors write them."""
    for step in path:
        inner = _inner(model, step)
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner(model: type[BaseModel], step: str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        if step == (field.alias or name):
            return _model_in(cast("object", field.annotation))
    return None


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = cast("tuple[object, ...]", get_args(annotation))
    found = (_model_in(argument) for argument in arguments)
    return next((each for each in found if each is not None), None)


def nearest(word: str | None, known: Iterable[str]) -> str | None:
    """The word that was probably meant."""
    if word is None:
        return None
    lowered = {each.lower(): each for each in known}
    found = get_close_matches(word.lower()[:_SLUG], lowered, n=1, cutoff=0.7)
    return lowered[found[0]] if found else None


def a(value: Json) -> str:
    """What a value is, for people."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return "a number"
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case _:
            return "a map"


def _shown(value: Json) -> str:
    return quoted(value) if isinstance(value, str) else a(value)


def _at(raw: Json, path: Path) -> Json:
    for step in path:
        if isinstance(raw, dict) and isinstance(step, str):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return None
    return raw
