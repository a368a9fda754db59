"""`$ref` inside one description.

Never: another document, a circle followed for ever, or a depth without an end.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from definitions import errors
from definitions.errors import ProblemError
from definitions.pointers import unescape
from definitions.values import Json, JsonObject

HOPS: Final = 32
"""References that lead to references."""


class Description:
    """A document whose parts may refer to each other."""

    def __init__(self, root: JsonObject) -> None:
        self.root = root

    def resolved(self, value: Json) -> Json:
        """The value itself, or what its `$ref` means."""
        for _ in range(HOPS):
            reference = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(reference, str):
                return value
            value = self._found(reference)
        raise unfit("its references lead to each other without an end")

    def map(self, value: Json, *way: str) -> JsonObject:
        """The map at the end of the way, references followed; empty where there is none."""
        found = self.resolved(value)
        for step in way:
            found = self.resolved(found.get(step) if isinstance(found, dict) else None)
        return found if isinstance(found, dict) else {}

    def _found(self, reference: str) -> Json:
        if not reference.startswith("#"):
            raise unfit(f"it refers to another document ({shown(reference)}), which is not read")
        found: Json = self.root
        for step in unquote(reference[1:]).split("/")[1:]:
            name = unescape(step)
            if isinstance(found, dict) and name in found:
                found = found[name]
            elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
                found = found[int(name)]
            else:
                raise unfit(f"nothing is at {shown(reference)}, to which it refers")
        return found


def unfit(why: str) -> ProblemError:
    return ProblemError(errors.configuration(f"The OpenAPI document can't be used: {why}."))


def shown(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")  # noqa: PLR2004 - a sentence
