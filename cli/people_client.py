"""The part of the API's client that is about people and departments.

Never: a request that doubles by being repeated; an address is one person, a name one department.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct, field

from cli.connection import Connection
from definitions.values import JsonObject

PAGE = 200
TABLE_SECONDS = 300.0


class Named(Struct):
    """Somebody, by name."""

    id: str
    name: str


class Person(Struct):
    """One person of the tenant."""

    id: str
    name: str
    email: str
    department: str | None = None
    manager: Named | None = None
    roles: list[str] | None = None
    state: str | None = None


class PersonPage(Struct):
    """One page of people, by name."""

    items: list[JsonObject]
    next: str | None = None


class Department(Struct):
    """One department."""

    id: str
    path: list[str]
    people: int
    head: Named | None = None


class DepartmentList(Struct):
    """All of them."""

    items: list[JsonObject]


class LineFault(Struct):
    """What is wrong in a line of a table."""

    line: int
    message: str
    remedy: str
    column: str | None = None


class LinePlanned(Struct):
    """What a line of a table does."""

    line: int
    email: str
    name: str
    change: str
    fields: dict[str, list[str]]


class Imported(Struct):
    """What a table has changed, or would."""

    new: int
    changed: int
    unchanged: int
    lines: list[LinePlanned]
    errors: list[LineFault] = field(default_factory=list[LineFault])


class PeopleClient(Connection):
    """People and departments."""

    def people(self, filters: Mapping[str, str], limit: int) -> Iterator[tuple[Person, JsonObject]]:
        """By name, over as many pages as it takes; each typed, and as the API said it."""
        params: dict[str, str | int | float] = dict(filters)
        while limit > 0:
            params["limit"] = min(limit, PAGE)
            page = self._typed(self._send("GET", "/people", params=params), PersonPage)
            yield from ((self._fitting(item, Person), item) for item in page.items[:limit])
            limit -= len(page.items)
            if page.next is None or not page.items:
                return
            params["cursor"] = page.next

    def create_person(self, wanted: JsonObject) -> Person:
        return self._typed(self._send("POST", "/people", body=wanted), Person)

    def move_person(self, person: str, how: str, reason: str | None) -> Person:
        """`disable` or `enable`; twice is once."""
        path = f"/people/{quote(person, safe='')}/{how}"
        return self._typed(self._send("POST", path, body={"reason": reason}), Person)

    def import_people(self, table: bytes, *, dry_run: bool, invite: bool) -> Imported:
        """Sent again it changes nothing."""
        params = {"dryRun": str(dry_run).lower(), "invite": str(invite).lower()}
        answer = self._send(
            "POST",
            "/people/import",
            params=params,
            content=table,
            headers={"Content-Type": "text/csv"},
            seconds=TABLE_SECONDS,
        )
        return self._typed(answer, Imported)

    def departments(self) -> list[tuple[Department, JsonObject]]:
        items = self._typed(self._send("GET", "/departments"), DepartmentList).items
        return [(self._fitting(item, Department), item) for item in items]

    def create_department(self, wanted: JsonObject) -> Department:
        return self._typed(self._send("POST", "/departments", body=wanted), Department)

    def change_department(self, department: str, wanted: JsonObject) -> Department:
        path = f"/departments/{quote(department, safe='')}"
        return self._typed(self._send("PATCH", path, body=wanted), Department)

    def remove_department(self, department: str) -> None:
        self._send("DELETE", f"/departments/{quote(department, safe='')}")
