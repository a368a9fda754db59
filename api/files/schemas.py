"""Files as the API takes and shows them.

Never: the key that a file is sealed with, or where its bytes lie.
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from fastapi import Query
from pydantic import BaseModel, Field

from api.shapes import Shape, moment
from definitions.values import JsonObject
from store.files import FileRow

LINK_SECONDS: Final = 900
MOST_LINK_SECONDS: Final = 7 * 86_400

Name: TypeAlias = Annotated[
    str, Query(min_length=1, max_length=1000, description="What it is called, without folders.")
]
Purpose: TypeAlias = Annotated[
    str,
    Query(pattern="^[a-z][a-z0-9-]{0,39}$", description="What it is for, as whoever asks says."),
]
Accept: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=100)]] | None,
    Query(max_length=20, description="Kinds that are taken, such as image/*; none: any."),
]


class FileShown(BaseModel):
    """What is known of a file."""

    id: str
    name: str
    mediaType: str = Field(description="Found by its bytes.")  # noqa: N815 (as JSON has it)
    size: int = Field(description="In bytes.")
    sha256: str
    purpose: str
    madeBy: str | None = Field(description="The person who has brought it.")  # noqa: N815
    createdAt: str  # noqa: N815
    attachedAt: str | None = Field(  # noqa: N815
        description="Since when it belongs to a run; a file that doesn't goes after 24 hours."
    )


class LinkWanted(Shape):
    """A link to a file."""

    seconds: Annotated[int, Field(ge=1, le=MOST_LINK_SECONDS)] = LINK_SECONDS


class LinkMade(BaseModel):
    """Whoever has it gets the file, until then."""

    url: str
    expiresAt: str  # noqa: N815


def shown(file: FileRow) -> JsonObject:
    return {
        "id": file.id,
        "name": file.name,
        "mediaType": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "purpose": file.purpose,
        "madeBy": file.made_by,
        "createdAt": moment(file.created_at),
        "attachedAt": moment(file.attached_at),
    }
