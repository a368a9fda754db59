"""Layouts as the API takes and shows them.

Never: a part of the definition; what runs doesn't know where a box stands.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from api.shapes import Shape
from definitions.reader import MAX_TASKS

FAR = 10_000_000
"""As far from the origin as a box can stand, in pixels."""

Coordinate: TypeAlias = Annotated[float, Field(strict=True, ge=-FAR, le=FAR, allow_inf_nan=False)]
Size: TypeAlias = Annotated[float, Field(strict=True, gt=0, le=FAR, allow_inf_nan=False)]


class Box(Shape):
    """Where one task stands."""

    x: Coordinate
    y: Coordinate
    width: Size | None = None
    height: Size | None = None
    folded: bool | None = Field(default=None, description="Whether what is inside is hidden.")


class LayoutWanted(Shape):
    """The places of a process's boxes."""

    positions: Annotated[
        dict[Annotated[str, Field(min_length=1, max_length=2000)], Box],
        Field(
            max_length=MAX_TASKS,
            description="By the JSON pointer of the task, such as /do/0/greet. A box without a"
            " place is laid out by whoever draws it.",
        ),
    ]


class LayoutShown(LayoutWanted):
    """With who moved a box last."""

    savedByName: str | None  # noqa: N815 (names of the wire)
    savedAt: str | None = Field(description="Null when nobody has moved a box.")  # noqa: N815
