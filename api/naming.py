"""Which definitions that can be started name a thing of the organisation.

Never: a value of the thing; who may see that it is named may not see what it holds.
"""

from __future__ import annotations

from pydantic import BaseModel

from definitions.values import JsonObject
from store.secret_naming import NamingRow


class Naming(BaseModel):
    """A version that can be started and names it."""

    namespace: str
    name: str
    version: str
    state: str


def naming_shown(row: NamingRow) -> JsonObject:
    return {
        "namespace": row.namespace,
        "name": row.name,
        "version": row.version,
        "state": row.state,
    }
