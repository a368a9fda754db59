"""The kinds of scripts: how documents name them, and how an operator enables them.

Never: a script run, or a look at the machine; whoever asks brings the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SHELL: Final = "shell"
PYTHON: Final = "python"
JAVASCRIPT: Final = "javascript"
KINDS: Final = (SHELL, PYTHON, JAVASCRIPT)

SETTING: Final = "BATON_ALLOW_SCRIPTS"
"""API and workers both read it: what isn't enabled is said when it is published."""

_LANGUAGES: Final = {"python": PYTHON, "js": JAVASCRIPT, "javascript": JAVASCRIPT}
"""The standard's text has `js`, its examples `javascript`."""


def kind_of(language: str) -> str | None:
    """None for a language that nobody speaks here."""
    return _LANGUAGES.get(language)


class ScriptSettingError(ValueError):
    """The operator has enabled what is no kind of script."""


def enabled(environment: Mapping[str, str]) -> tuple[str, ...]:
    """`1` for all kinds, nothing or `0` for none, or a comma list of them."""
    text = environment.get(SETTING, "")
    given = [part.strip() for part in text.split(",") if part.strip()]
    if given in ([], ["0"]):
        return ()
    if given == ["1"]:
        return KINDS
    unknown = [part for part in given if part not in KINDS]
    if unknown:
        known = ", ".join(KINDS)
        raise ScriptSettingError(
            f"{SETTING} has {unknown[0]!r}. Write 1 for all, or some of: {known}."
        )
    return tuple(kind for kind in KINDS if kind in given)
