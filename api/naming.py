"""Which definitions that can be started name a thing of the organisation.

Never: a value of the thing; who may see that it is named may not see what it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from api.errors import ApiError
from api.shapes import Problem
from definitions.values import JsonObject
from store.secret_naming import NamingRow

SAID = 10
"""So many stand in the sentence; all of them beside it."""


class Naming(BaseModel):
    """A version that can be started and names it."""

    namespace: str
    name: str
    version: str
    state: str


class InUse(Problem):
    """It is named by what can be started."""

    definitions: list[Naming]


def in_use(what: str, named: Sequence[NamingRow], otherwise: str) -> ApiError:
    """`otherwise` is what would come of their runs."""
    first = ", ".join(row.label for row in named[:SAID])
    more = f" and {len(named) - SAID} more" if len(named) > SAID else ""
    return ApiError(
        409,
        "in-use",
        f"{what} is named by {first}{more}.",
        f"Archive these versions, or delete it with anyway=true; their runs would {otherwise}.",
        more={"definitions": [naming_shown(row) for row in named]},
    )


def naming_shown(row: NamingRow) -> JsonObject:
    return {
        "namespace": row.namespace,
        "name": row.name,
        "version": row.version,
        "state": row.state,
    }
