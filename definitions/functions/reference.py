"""Writes `docs/function-reference.md`: `python -m definitions.functions.reference`.

Made of what the functions declare; a test compares. Never: edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from definitions.functions.catalogue import Catalogue, shipped
from definitions.functions.declaration import Declaration, Example
from definitions.values import Json, JsonObject, encode

FILE = Path(__file__).resolve().parents[2] / "docs" / "function-reference.md"
_HEAD = """\
# The functions that come with Baton

Made of what the functions declare, by `python -m definitions.functions.reference`. How to call
them, and how to write your own, stands in [functions](functions.md).
"""
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "map",
    "array": "list",
    "null": "empty",
}


def document(catalogue: Catalogue) -> str:
    parts = [_HEAD, *(_section(one) for one in catalogue)]
    return "\n".join(parts)


def _section(one: Declaration) -> str:
    repeated = " It may be repeated without harm." if one.idempotent else ""
    lines = [
        f"## `{one.called}`",
        "",
        f"**{one.title}.** {one.summary}{repeated}",
        "",
        *_table(("Argument", "Kind", "Meaning"), _arguments(one.input)),
        f"The output: {_kind(one.output)}.",
        "",
        *_table(("Error", "Status", "When"), _errors(one)),
        *(line for example in one.examples for line in _example(one, example)),
    ]
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    found = [_row(cells) for cells in rows]
    if not found:
        return []
    return [_row(head), "|---" * len(head) + "|", *found, ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _arguments(schema: JsonObject) -> Iterator[tuple[str, ...]]:
    properties, required = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict):
        return
    for name, below in properties.items():
        described = below if isinstance(below, dict) else {}
        must = isinstance(required, list) and name in required
        said = described.get("description") or described.get("title") or ""
        yield f"`{name}`{'' if must else ' (optional)'}", _kind(described), str(said)


def _kind(schema: JsonObject) -> str:
    kind, choices = schema.get("type"), _choices(schema)
    if choices:
        shown = ", ".join(f"`{_plain(one)}`" for one in choices)
    elif isinstance(kind, list):
        shown = " or ".join(_TYPES.get(str(one), str(one)) for one in kind)
    else:
        shown = _TYPES.get(str(kind), "anything")
    if "default" in schema:
        shown += f"; else `{_plain(schema['default'])}`"
    return shown


def _choices(schema: JsonObject) -> list[Json]:
    enum, forms = schema.get("enum"), schema.get("oneOf")
    if isinstance(enum, list):
        return enum
    if isinstance(forms, list):
        return [one["const"] for one in forms if isinstance(one, dict) and "const" in one]
    return []


def _plain(value: Json) -> str:
    return value if isinstance(value, str) else encode(value).decode()


def _errors(one: Declaration) -> Iterator[tuple[str, ...]]:
    for error in one.errors:
        yield f"`{error.type}`", str(error.status), error.when


def _example(one: Declaration, example: Example) -> Iterator[str]:
    """YAML takes JSON, so the arguments stand as they are."""
    yield f"{example.title or 'An example'}:"
    yield ""
    yield "```yaml"
    yield f"call: {one.called}"
    if example.input:
        yield "with:"
        for name, value in example.input.items():
            yield f"  {name}: {encode(value).decode()}"
    yield "```"
    yield ""
    yield f"gives `{encode(example.output).decode()}`."
    yield ""


def main() -> None:
    FILE.write_text(document(Catalogue(shipped())), encoding="utf-8")


if __name__ == "__main__":
    main()
