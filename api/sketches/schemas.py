"""Sketches as the API takes and shows them.

Never: a text read here; a sketch may be broken, and is kept as it was typed.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from api.shapes import Problem, Shape

MOST_BYTES = 512 * 1024
"""Of a text: twice what a definition may have, so that what has grown too long isn't lost."""

_VERSION = "The version that it was begun with, or that was published of it."
_WHO = "Null where it was no person of the tenant."


def _fits(value: str) -> str:
    if "\0" in value:
        raise ValueError("Leave out characters of the number 0; nothing can keep them")
    if len(value.encode()) > MOST_BYTES:
        raise ValueError(f"Write at most {MOST_BYTES:,} bytes; make two processes of it")
    return value


def _plain(value: str) -> str:
    if "\0" in value:
        raise ValueError("Leave out characters of the number 0")
    return value


class SketchWanted(Shape):
    """What is to be saved."""

    text: Annotated[str, Field(max_length=MOST_BYTES), AfterValidator(_fits)] = Field(
        description=f"Any text of at most {MOST_BYTES:,} bytes, also one that can't be read."
    )
    basedOn: Annotated[str, Field(max_length=100), AfterValidator(_plain)] | None = Field(  # noqa: N815 (names of the wire)
        default=None, description=f"{_VERSION} Left out: as it was."
    )
    apart: bool = Field(
        default=False,
        strict=True,
        description="Keeps the revision before in any case, as when an earlier one is brought"
        " back. Else what one person saves within five minutes comes to one revision.",
    )


class SketchListed(BaseModel):
    """A sketch without its text."""

    namespace: str
    name: str
    title: str | None = Field(
        description="Of the highest version of the process; null where it has none."
    )
    revision: int = Field(description="One more with each text. It is the ETag, too.")
    basedOn: str | None = Field(description=_VERSION)  # noqa: N815
    savedByName: str | None = Field(description=_WHO)  # noqa: N815
    savedAt: str  # noqa: N815


class SketchShown(SketchListed):
    """A sketch as it stands."""

    text: str


class SketchPage(BaseModel):
    """One page of sketches, the newest first."""

    items: list[SketchListed]
    next: str | None


class SketchRevision(BaseModel):
    """How a sketch stood."""

    revision: int
    savedByName: str | None = Field(description=_WHO)  # noqa: N815
    savedAt: str  # noqa: N815


class SketchRevisionShown(SketchRevision):
    """With its text."""

    text: str


class SketchRevisions(BaseModel):
    """One page of them, the newest first; of one sketch 200 are kept."""

    items: list[SketchRevision]
    next: str | None


class SketchMoved(Problem):
    """Somebody else has saved it meanwhile."""

    newest: SketchShown | None = Field(
        default=None, description="As it stands. Null where it was discarded, or never was."
    )
