"""`baton templates …`: what processes tell people, as files that stand beside definitions.

Never: a version made by a file that says what is there already.
"""

from __future__ import annotations

import os
from pathlib import Path

from cli import access, inputs
from cli.errors import CliError
from cli.output import columns, note, say, tell
from cli.yaml_text import yaml_text
from definitions.composer import ComposeError, compose
from definitions.values import Json, JsonObject

KNOWN = ("name", "texts", "sample", "note")


def page(*, as_json: bool) -> None:
    """By name."""
    with access.connect(os.environ) as client:
        rows, raw = client.templates()
    if as_json:
        tell(raw)
        return
    if not rows:
        note("There is no template. Write one with: baton templates apply FILE")
        return
    lines = [
        [
            row.name,
            f"v{row.version}",
            ", ".join(row.languages),
            row.saved_at,
            row.saved_by_name or row.saved_by,
            row.subject,
        ]
        for row in rows
    ]
    say(columns([["NAME", "VERSION", "LANGUAGES", "SAVED", "BY", "SUBJECT"], *lines]))


def get(name: str, version: int | None) -> None:
    """As a file that `apply` takes."""
    with access.connect(os.environ) as client:
        found = client.template(name, version)
    shown: JsonObject = {"name": found.name, "texts": found.texts, "sample": found.sample}
    say(yaml_text(shown).rstrip("\n"))


def apply(file: Path) -> None:
    wanted = _read(file)
    name = str(wanted["name"])
    with access.connect(os.environ) as client:
        rows, _ = client.templates()
        kept = next((row.version for row in rows if row.name == name), 0)
        if kept:
            there = client.template(name, kept)
            if (there.texts, there.sample) == (wanted["texts"], wanted["sample"]):
                say(f"{name}: unchanged, version {kept}")
                return
        saved = client.save_template(
            name,
            {
                "base": kept,
                "texts": wanted["texts"],
                "sample": wanted["sample"],
                "note": wanted["note"],
            },
        )
    say(f"{name}: saved as version {saved.version}")


def _read(file: Path) -> JsonObject:
    try:
        value: Json = compose(inputs.definition(file).decode("utf-8-sig")).value
    except (ComposeError, UnicodeDecodeError) as error:
        raise CliError(f"{file} is no YAML: {error}", "Correct it, and apply it again.") from error
    match value:
        case {"name": str(), "texts": dict(), **more} if set(more) <= set(KNOWN):
            return {"sample": {}, "note": None, **value}
        case _:
            raise CliError(
                f"{file} is no template.",
                f"Write {', '.join(KNOWN)}, as `baton templates get NAME` does.",
            )
