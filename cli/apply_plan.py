"""What is to be done with the file of a definition, given what the registry has.

Never: a published version changed; one that shall say something else needs another version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cli.answers import DefinitionRead
from cli.definition_set import DefinitionFile

Result: TypeAlias = Literal[
    "created", "saved", "published", "deprecated", "unchanged", "conflict", "refused"
]
Act: TypeAlias = Literal["publish", "deprecate"]

_ACTS: dict[tuple[str, str], tuple[Act, ...]] = {
    ("draft", "published"): ("publish",),
    ("draft", "deprecated"): ("publish", "deprecate"),
    ("published", "deprecated"): ("deprecate",),
    ("deprecated", "published"): ("publish",),
}
"""From what a version is to what it shall be. What has been published is no draft any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a file, and the steps to it."""

    result: Result
    state: str | None
    """What the version is then."""
    saves: bool = False
    over: str | None = None
    """The hash of the draft in whose place the file comes; None for what is new."""
    acts: tuple[Act, ...] = ()
    why: str | None = None


def plan(file: DefinitionFile, kept: DefinitionRead | None) -> Plan:
    if kept is None:
        goal = file.state or "published"
        return Plan("created", goal, saves=True, acts=_ACTS.get(("draft", goal), ()))
    if kept.state == "archived" or (kept.state != "draft" and kept.hash != file.hash):
        other = "" if kept.hash == file.hash else " with another content"
        why = f"{file.label} is {kept.state}{other}, and can't change.\n  Raise `document.version`."
        return Plan("conflict", kept.state, why=why)
    # Whoever deprecated it had a reason, of which a file without a state doesn't know.
    goal = file.state or ("deprecated" if kept.state == "deprecated" else "published")
    acts = _ACTS.get((kept.state, goal), ())
    saves = kept.state == "draft" and kept.source != file.text
    result: Result = "saved" if saves else "unchanged"
    if acts:
        result = "deprecated" if acts[-1] == "deprecate" else "published"
    state = goal if acts else kept.state
    return Plan(result, state, saves, kept.hash if saves else None, acts)
