"""What a table would change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from api.people.import_plan import Known, Plan, plan
from api.people.table import read
from store.hierarchy import Department
from store.people import PersonRow

TREE = {
    "sales": Department("sales", None, "Sales", None),
    "north": Department("north", "sales", "North", None),
    "ops": Department("ops", None, "Operations", None),
    "north2": Department("north2", "ops", "North", None),
}


def person(name: str, *roles: str, manager: str | None = None, left: bool = False) -> PersonRow:
    now = datetime.now(UTC)
    return PersonRow(
        "t", name.lower(), f"{name.lower()}@x.example", name, [*roles], None, manager, "hash", now,
        now if left else None,
    )  # fmt: skip


PEOPLE = {
    row.email: row
    for row in (
        person("Ada", "admin"),
        person("Mei", "member", manager="ada"),
        person("Gone", left=True),
    )
}


def allowed(roles: Sequence[str]) -> tuple[str, str] | None:
    return ("No.", "Ask.") if "root" in roles else None


def planned(text: str) -> Plan:
    table = read(text.encode())
    assert table.faults == []
    return plan(table.rows, Known(PEOPLE, TREE, allowed, allowed))


class TestPlan:
    def test_new_changed_unchanged(self):
        made = planned(
            "email,name,roles,manager\n"
            "ada@x.example,Ada,admin,\n"
            "mei@x.example,Mei Tanaka,member,noah@x.example\n"
            "noah@x.example,Noah,operator;member,Ada\n"
        )
        assert made.faults == []
        assert [one.row.email for one in made.new] == ["noah@x.example"]
        (mei,) = made.altered
        assert mei.changed == ["name", "manager"]
        assert mei.values["manager_id"] == made.new[0].person
        assert made.new[0].values["roles"] == ["operator", "member"]
        assert made.new[0].values["manager_id"] == "ada"

    def test_departments_by_name_or_path(self):
        made = planned(
            "email,name,department\n"
            "a@x.example,A,sales\n"
            "b@x.example,B,Sales>north\n"
            "c@x.example,C,North\n"
            "d@x.example,D,Nowhere\n"
        )
        assert [one.values["department_id"] for one in made.lines[:2]] == ["sales", "north"]
        assert [(one.line, one.column) for one in made.faults] == [
            (4, "department"),
            (5, "department"),
        ]
        assert "several" in made.faults[0].message

    def test_what_can_not_be(self):
        made = planned(
            "email,name,roles,manager\n"
            "a@x.example,A,root,\n"
            "b@x.example,B,,c@x.example\n"
            "c@x.example,C,,b@x.example\n"
            "gone@x.example,Gone,,\n"
            "d@x.example,D,,gone@x.example\n"
            "e@x.example,E,,nobody@x.example\n"
            "f@x.example,F,,f@x.example\n"
        )
        assert {(one.line, one.column) for one in made.faults} == {
            (2, "roles"),
            (3, "manager"),
            (4, "manager"),
            (5, "email"),
            (6, "manager"),
            (7, "manager"),
            (8, "manager"),
        }

    def test_somebody_has_to_administer(self):
        made = planned("email,name,roles\nada@x.example,Ada,member\n")
        assert [(one.line, one.column) for one in made.faults] == [(2, "roles")]

    def test_a_column_that_is_not_there_changes_nothing(self):
        assert planned("email,name\nmei@x.example,Mei\n").altered == []
