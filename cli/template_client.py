"""The part of the API's client that is about templates of what people are told.

Never: a version saved over another one than the newest that was seen.
"""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from cli.connection import Connection
from definitions.values import JsonObject

PATH = "/notification-templates"


class Template(Struct, rename="camel"):
    """The current version of one."""

    name: str
    version: int
    languages: list[str]
    subject: str
    saved_at: str
    saved_by: str
    saved_by_name: str | None = None


class TemplatePage(Struct):
    """All of them."""

    items: list[Template]


class WholeTemplate(Struct):
    """One version, with its texts."""

    name: str
    version: int
    texts: JsonObject
    sample: JsonObject
    note: str | None = None


class TemplateClient(Connection):
    """Templates of the organisation."""

    def templates(self) -> tuple[list[Template], JsonObject]:
        """All of them, typed, and as the API said it."""
        answer = self._send("GET", PATH)
        return self._typed(answer, TemplatePage).items, self._typed(answer, JsonObject)

    def template(self, name: str, version: int | None) -> WholeTemplate:
        params: dict[str, str | int | float] = {} if version is None else {"version": version}
        return self._typed(self._send("GET", _at(name), params=params), WholeTemplate)

    def save_template(self, name: str, wanted: JsonObject) -> WholeTemplate:
        """Repeated it is refused, because its base is not the newest any more."""
        return self._typed(self._send("PUT", _at(name), body=wanted), WholeTemplate)


def _at(name: str) -> str:
    return f"{PATH}/{quote(name, safe='')}"
