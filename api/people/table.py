"""Reads a table of people: CSV with a head of column names, checked cell by cell. Pure.

Never: a row that is taken with a fault in it; whoever sent the table learns of all of them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter, ValidationError

from api.people.schemas import Email, Language, Name, TimeZone

MOST_ROWS: Final = 10_000
COLUMNS: Final = ("email", "name", "roles", "department", "manager", "language", "timeZone")
NEEDED: Final = ("email", "name")
_SEPARATORS = ",;\t"
_CHECKS: Mapping[str, TypeAdapter[str]] = {
    "email": TypeAdapter(Email),
    "name": TypeAdapter(Name),
    "language": TypeAdapter(Language),
    "timeZone": TypeAdapter(TimeZone),
}
_WORDS = {
    "email": "address",
    "name": "name",
    "language": "language that we speak",
    "timeZone": "time zone",
}
_REMEDIES = {
    "email": "Write one address, like ada@example.org.",
    "name": "Write a name of at most 200 characters.",
    "language": "Write en or ar, or leave it empty.",
    "timeZone": "Write a name of the IANA list, like Europe/Berlin, or leave it empty.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of the table."""

    line: int
    column: str | None
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """A person as the table has them: only the columns that it has."""

    line: int
    cells: dict[str, str]

    @property
    def email(self) -> str:
        return self.cells["email"]


@dataclass(slots=True)
class Table:
    """What was read, and what was wrong with it."""

    rows: list[Row] = field(default_factory=list[Row])
    faults: list[Fault] = field(default_factory=list[Fault])

    def fault(self, line: int, column: str | None, message: str, remedy: str) -> None:
        self.faults.append(Fault(line, column, message, remedy))


def read(content: bytes) -> Table:
    table = Table()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        table.fault(1, None, "The table is no UTF-8.", "Save it as CSV in UTF-8.")
        return table
    head_text = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head_text.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        _read(reader, lambda: reader.line_num, table)
    except csv.Error as error:
        sentence = f"The table can't be read here: {error}."
        remedy = "Close quotes, and double those in a cell."
        table.fault(max(reader.line_num, 1), None, sentence, remedy)
    return table


def _read(lines: Iterator[list[str]], line: Callable[[], int], table: Table) -> None:
    head = [cell.strip() for cell in next(lines, list[str]())]
    if not _check_head(head, table):
        return
    seen: dict[str, int] = {}
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(table.rows) == MOST_ROWS:
            sentence = f"The table has more than {MOST_ROWS} people."
            table.fault(line(), None, sentence, "Send it in parts.")
            return
        if len(cells) != len(head):
            sentence = f"This line has {len(cells)} cells, the head has {len(head)}."
            table.fault(line(), None, sentence, "Put cells that hold separators in quotes.")
            continue
        row = Row(line(), dict(zip(head, (cell.strip() for cell in cells), strict=True)))
        before = len(table.faults)
        _check_row(row, table)
        if len(table.faults) > before:
            continue
        row.cells["email"] = row.email.lower()
        first = seen.setdefault(row.email, row.line)
        if first != row.line:
            sentence = f"{row.email} stands in line {first} already."
            table.fault(row.line, "email", sentence, "Take one of the two lines out.")
            continue
        table.rows.append(row)


def _check_head(head: list[str], table: Table) -> bool:
    known = f"Name columns {', '.join(COLUMNS)}; email and name are needed."
    for name in dict.fromkeys(head):
        if name not in COLUMNS:
            table.fault(1, name or None, f"There is no column {name!r}.", known)
        elif head.count(name) > 1:
            table.fault(1, name, f"The column {name} is there twice.", known)
    for name in NEEDED:
        if name not in head:
            table.fault(1, name, f"The column {name} is missing.", known)
    return not table.faults


def _check_row(row: Row, table: Table) -> None:
    for name, check in _CHECKS.items():
        cell = row.cells.get(name)
        if cell is None or (cell == "" and name not in NEEDED):
            continue
        try:
            row.cells[name] = check.validate_python(cell)
        except ValidationError:
            sentence = f"{cell[:80]!r} is no {_WORDS[name]}." if cell else f"There is no {name}."
            table.fault(row.line, name, sentence, _REMEDIES[name])
