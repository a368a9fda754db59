"""Tables of people: what is read, and the place of each fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.people import table
from api.people.table import read


def faults(text: str) -> list[tuple[int, str | None]]:
    return [(one.line, one.column) for one in read(text.encode()).faults]


class TestRead:
    def test_as_programs_write_them(self):
        for text in (
            "email,name\nAda@x.example,Ada\n",
            "\ufeffemail;name\r\nAda@x.example;Ada\r\n",
            'name\temail\n"Ada"\tada@x.example',
            "email,name\n\n , \nada@x.example, Ada ",
        ):
            found = read(text.encode())
            assert found.faults == []
            assert [row.cells for row in found.rows] == [{"email": "ada@x.example", "name": "Ada"}]

    def test_a_line_is_where_it_stands(self):
        text = 'email,name\nada@x.example,"Ada\nByron"\nnobody,X\n'
        assert faults(text) == [(4, "email")]

    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("", [(1, "email"), (1, "name")]),
            ("email\nx@y.example", [(1, "name")]),
            ("email,name,pay\n", [(1, "pay")]),
            ("email,name,name\n", [(1, "name")]),
            ("email,name\nx@y.example\n", [(2, None)]),
            ("email,name\nx@y.example,X,Y\n", [(2, None)]),
            ("email,name\n,\nx,X\n", [(3, "email")]),
            ("email,name\nx@y.example,\n", [(2, "name")]),
            ("email,name\nx@y.example,X\nX@Y.example,X\n", [(3, "email")]),
            ("email,name,language\nx@y.example,X,de\n", [(2, "language")]),
            ("email,name,timeZone\nx@y.example,X,Mars\n", [(2, "timeZone")]),
            ('email,name\nx@y.example,"X\n', [(2, None)]),
        ],
    )
    def test_each_fault_has_its_place(self, text: str, places: list[tuple[int, str | None]]):
        assert set(places) <= set(faults(text))
        assert all(one.remedy for one in read(text.encode()).faults)

    def test_no_text(self):
        assert [one.line for one in read(b"email,name\n\xff\xfe").faults] == [1]

    def test_too_many(self, monkeypatch):
        monkeypatch.setattr(table, "MOST_ROWS", 2)
        lines = "".join(f"x{number}@y.example,X\n" for number in range(3))
        assert faults(f"email,name\n{lines}") == [(4, None)]

    def test_a_cell_without_end(self):
        assert faults(f'email,name\nx@y.example,"{"x" * 200_000}\n') == [(2, None)]

    @given(st.binary(max_size=300))
    def test_anything_is_read_or_refused(self, content: bytes):
        found = read(content)
        assert found.rows == [] or all("@" in row.email for row in found.rows)
