"""The file of signed heads: added to, by several, and what is done to it is found."""

from __future__ import annotations

import json

import pytest

from store.audit_heads import Heads, HeadsKey, read_heads
from store.settings import StoreSettings

MASTER = b"m" * 32


@pytest.fixture
def heads(tmp_path) -> Heads:
    return Heads(tmp_path / "new" / "heads.jsonl", HeadsKey(MASTER))


def codes(heads: Heads, tenant: str = "a") -> list[str]:
    return [one.code for one in heads.read(tenant).findings]


class TestHeads:
    def test_none_yet(self, heads):
        assert (heads.read("a").hashes, heads.last()) == ({}, {})

    def test_each_tenant_has_its_own(self, heads):
        heads.append([("a", 1, b"1"), ("b", 7, b"7")])
        Heads(heads.path, HeadsKey(MASTER)).append([("a", 2, b"2")])
        assert heads.read("a").hashes == {1: b"1", 2: b"2"}
        assert heads.read("b").hashes == {7: b"7"}
        assert heads.last() == {"a": (2, b"2".hex()), "b": (7, b"7".hex())}
        assert codes(heads) == []
        assert heads.path.stat().st_mode & 0o077 == 0

    def test_a_line_that_broke_off_is_left_behind(self, heads):
        heads.append([("a", 1, b"1")])
        with heads.path.open("ab") as file:
            file.write(b'{"number": 2, "ten')
        heads.append([("a", 3, b"3")])
        assert heads.read("a").hashes == {1: b"1", 3: b"3"}
        assert codes(heads) == ["unreadable"]

    @pytest.mark.parametrize(
        ("name", "value"),
        [("sequence", 9), ("hash", "00"), ("at", "now"), ("signature", "00"), ("key", "zz")],
    )
    def test_a_changed_one_is_not_believed(self, heads, name, value):
        heads.append([("a", 1, b"1")])
        changed = json.loads(heads.path.read_text()) | {name: value}
        heads.path.write_text(json.dumps(changed) + "\n")
        assert heads.read("a").hashes == {}
        assert codes(heads) == ["forged"]

    def test_one_that_was_taken_out(self, heads):
        heads.append([("a", 1, b"1"), ("b", 1, b"1"), ("a", 2, b"2")])
        lines = heads.path.read_bytes().splitlines(keepends=True)
        heads.path.write_bytes(lines[0] + lines[2])
        assert codes(heads) == ["heads-missing"]

    def test_of_another_key(self, heads):
        heads.append([("a", 1, b"1")])
        other = HeadsKey(b"o" * 32)
        assert read_heads(heads.lines(), "a", other.trusted).hashes == {}
        former = HeadsKey(b"o" * 32, [heads.key.public])
        assert read_heads(heads.lines(), "a", former.trusted).hashes == {1: b"1"}

    @pytest.mark.parametrize("line", [b"\xff", b"[]", b"{}", b"[" * 100_000, b"1e999"])
    def test_strange_lines(self, heads, line):
        heads.path.parent.mkdir()
        heads.path.write_bytes(line + b"\n")
        assert codes(heads) == ["unreadable"]

    def test_a_file_that_can_not_be_read(self, tmp_path):
        assert codes(Heads(tmp_path, HeadsKey(MASTER))) == ["heads-unreadable"]

    def test_where_it_is(self, tmp_path, monkeypatch):
        monkeypatch.setenv("BATON_DATA", str(tmp_path))
        assert Heads.at(StoreSettings(), MASTER).path == tmp_path / "audit-heads.jsonl"
        monkeypatch.setenv("BATON_AUDIT_HEADS", str(tmp_path / "x"))
        monkeypatch.setenv("BATON_AUDIT_FORMER_KEYS", " ab , cd")
        found = Heads.at(StoreSettings(), MASTER)
        assert found.path == tmp_path / "x"
        assert found.key.trusted == {found.key.public, "ab", "cd"}
