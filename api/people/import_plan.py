"""What a table of people would change: who is new, who becomes different, what can't be. Pure.

Never: half of a table; with one fault in it nothing of it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import uuid4

from api.people.table import Fault, Row
from store.hierarchy import Department, goes_round, path
from store.people import ADMIN, PersonRow

SEPARATOR = " > "
"""Between the departments of a path."""

Refuses = Callable[[Sequence[str]], tuple[str, str] | None]
"""Why somebody can't be given these roles or be changed, and what to do; None: they can."""

FIELDS = {
    "name": "name",
    "roles": "roles",
    "department": "department_id",
    "manager": "manager_id",
    "language": "language",
    "timeZone": "time_zone",
}
"""Column of the table to column of the store."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one line."""

    row: Row
    person: str
    before: PersonRow | None
    values: dict[str, object]
    """All that can be imported of a person, as it will be."""

    @property
    def changed(self) -> list[str]:
        """Columns of the table that become different."""
        if self.before is None:
            return [column for column in FIELDS if column in self.row.cells]
        was = kept(self.before)
        return [column for column, name in FIELDS.items() if self.values[name] != was[name]]


@dataclass(slots=True)
class Plan:
    """Of a whole table."""

    lines: list[Planned] = field(default_factory=list[Planned])
    faults: list[Fault] = field(default_factory=list[Fault])

    @property
    def new(self) -> list[Planned]:
        return [one for one in self.lines if one.before is None]

    @property
    def altered(self) -> list[Planned]:
        return [one for one in self.lines if one.before is not None and one.changed]


@dataclass(frozen=True, slots=True)
class Known:
    """The tenant as it is, and what the one who imports may do to it."""

    people: Mapping[str, PersonRow]
    """By address."""
    departments: Mapping[str, Department]
    refuses_roles: Refuses
    refuses_person: Refuses


def kept(row: PersonRow) -> dict[str, object]:
    return {
        "name": row.name,
        "roles": row.roles,
        "department_id": row.department_id,
        "manager_id": row.manager_id,
        "language": row.language,
        "time_zone": row.time_zone,
    }


def plan(rows: Sequence[Row], known: Known) -> Plan:
    made = Plan()
    ids = {row.email: row.id for row in known.people.values()}
    for row in rows:
        ids.setdefault(row.email, str(uuid4()))
    places = _places(known.departments)
    names = _by_name(rows, known, ids)
    for row in rows:
        reading = _Line(row, known, made.faults)
        before = known.people.get(row.email)
        values = _nothing() if before is None else kept(before)
        values |= reading.values(ids, places, names)
        made.lines.append(Planned(row, ids[row.email], before, values))
    _check_circles(made, known)
    _check_last(made, known)
    return made


@dataclass(frozen=True, slots=True)
class _Line:
    row: Row
    known: Known
    faults: list[Fault]

    def fault(self, column: str, message: str, remedy: str) -> None:
        self.faults.append(Fault(self.row.line, column, message, remedy))

    def values(
        self,
        ids: Mapping[str, str],
        places: Mapping[str, list[str]],
        names: Mapping[str, list[str]],
    ) -> dict[str, object]:
        """Of the columns that the table has; an empty cell takes away."""
        cells = self.row.cells
        found: dict[str, object] = {"name": cells["name"]}
        for column in ("language", "timeZone"):
            if column in cells:
                found[FIELDS[column]] = cells[column] or None
        if "roles" in cells:
            found["roles"] = self._roles(cells["roles"])
        if "department" in cells:
            found["department_id"] = self._one_of(
                "department", places, "Write the whole path, like Sales > North."
            )
        if "manager" in cells:
            address = ids.get(cells["manager"].lower())
            found["manager_id"] = address or self._one_of(
                "manager", names, "Write the address of somebody who is here or in the table."
            )
        self._check_person()
        return found

    def _roles(self, cell: str) -> list[str]:
        given = cell.replace(";", " ").replace(",", " ").replace("|", " ").split()
        roles = list(dict.fromkeys(given))
        before = self.known.people.get(self.row.email)
        same = before is not None and set(roles) == set(before.roles)
        refused = None if same else self.known.refuses_roles(roles)
        if refused is not None:
            self.fault("roles", *refused)
        # In another order they are the same roles.
        return before.roles if before is not None and same else roles

    def _one_of(self, column: str, known: Mapping[str, list[str]], remedy: str) -> str | None:
        cell = self.row.cells[column]
        if not cell:
            return None
        found = known.get(_spelled(cell), [])
        if len(found) == 1:
            return found[0]
        several = f"There are several {column}s {cell[:80]!r}."
        self.fault(column, several if found else f"There is no {column} {cell[:80]!r}.", remedy)
        return None

    def _check_person(self) -> None:
        before = self.known.people.get(self.row.email)
        if before is None:
            return
        if before.disabled_at is not None:
            self.fault("email", f"{before.name} has left.", "Enable them first.")
        refused = self.known.refuses_person(before.roles)
        if refused is not None:
            self.fault("email", *refused)


def _spelled(words: str) -> str:
    return SEPARATOR.join(" ".join(part.split()) for part in words.lower().split(">"))


def _places(departments: Mapping[str, Department]) -> dict[str, list[str]]:
    """Each by its name, and by its path."""
    found: dict[str, list[str]] = {}
    for one in departments.values():
        spellings = {_spelled(one.name), _spelled(">".join(path(one.id, departments)))}
        for spelling in spellings:
            found.setdefault(spelling, []).append(one.id)
    return _paths_first(found, departments)


def _paths_first(
    found: dict[str, list[str]], departments: Mapping[str, Department]
) -> dict[str, list[str]]:
    """A department at the top is meant by its name, whatever else is called so further down."""
    tops = {_spelled(one.name): [one.id] for one in departments.values() if one.parent_id is None}
    return found | tops


def _by_name(rows: Sequence[Row], known: Known, ids: Mapping[str, str]) -> dict[str, list[str]]:
    people = {one.id: one.name for one in known.people.values() if one.disabled_at is None}
    people |= {ids[row.email]: row.cells["name"] for row in rows}
    found: dict[str, list[str]] = {}
    for person, name in people.items():
        found.setdefault(_spelled(name), []).append(person)
    return found


def _check_circles(made: Plan, known: Known) -> None:
    after = {one.id: one.manager_id for one in known.people.values()}
    gone = {one.id for one in known.people.values() if one.disabled_at is not None}
    for one in made.lines:
        manager = one.values["manager_id"]
        after[one.person] = manager if isinstance(manager, str) else None
    for one in made.lines:
        manager = after[one.person]
        if "manager" not in one.changed:
            continue
        if manager in gone:
            sentence, remedy = "This manager has left.", "Enable them, or name somebody else."
            made.faults.append(Fault(one.row.line, "manager", sentence, remedy))
        elif goes_round(one.person, manager, after):
            sentence = "Who manages whom would go round in a circle."
            remedy = "Name a manager who is not below this person."
            made.faults.append(Fault(one.row.line, "manager", sentence, remedy))


def _check_last(made: Plan, known: Known) -> None:
    after = {one.id: ADMIN in one.roles for one in known.people.values() if one.state == "active"}
    if not any(after.values()):
        return
    lines = {one.person: one for one in made.lines if one.person in after}
    after |= {person: _administers(one) for person, one in lines.items()}
    if not any(after.values()):
        line = next((one.row.line for one in lines.values() if "roles" in one.changed), 1)
        sentence, remedy = "Nobody would administer any more.", "Leave one person the role admin."
        made.faults.append(Fault(line, "roles", sentence, remedy))


def _administers(one: Planned) -> bool:
    return ADMIN in cast("list[str]", one.values["roles"])


def _nothing() -> dict[str, object]:
    """Of somebody new, but for what the table has."""
    no_roles: list[str] = []
    return {name: no_roles if name == "roles" else None for name in FIELDS.values()}
