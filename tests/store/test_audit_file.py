"""The trail as a file: whatever is done to it is found without a server."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from store.audit_file import AuditFileError, Reader, Writer
from store.audit_heads import HeadsKey
from tests.store.test_audit_chain import TENANT, chained

KEY = HeadsKey(b"m" * 32)


def file(key: HeadsKey | None = KEY, places=None) -> list[bytes]:
    writer = Writer(TENANT, key)
    lines = [writer.first("now", 4)]
    whole = chained(4) if places is None else places
    lines += [writer.place(one, {"reason": "Why ☃"}) for one in whole]
    return [*lines, writer.end()]


def codes(lines: list[bytes], heads=None, trusted=KEY.trusted) -> list[str]:
    return [one.code for one in Reader(lines).findings(heads or {}, trusted)]


class TestReader:
    def test_as_it_was_written(self):
        assert codes(file()) == []

    def test_what_people_read_of_it_was_changed(self):
        lines = file()
        lines[2] = lines[2].replace(b"Why", b"Not")
        assert codes(lines) == ["altered"]

    def test_what_is_kept_was_changed(self):
        lines = file()
        changed = json.loads(lines[2])
        changed["line"]["actor"] = "bob"
        lines[2] = json.dumps(changed).encode() + b"\n"
        assert codes(lines) == ["changed", "altered"]

    def test_cut_off(self):
        assert codes(file()[:-1]) == ["truncated"]
        assert codes(file()[:3]) == ["truncated", "truncated"]

    def test_taken_out(self):
        lines = file()
        assert codes(lines[:2] + lines[3:]) == ["missing", "altered"]

    def test_a_line_that_was_gone_already(self):
        places = chained(4)
        places[1] = replace(places[1], line=None)
        assert codes(file(places=places)) == ["removed"]

    def test_made_anew_by_somebody_else(self):
        assert codes(file(HeadsKey(b"o" * 32))) == ["unsigned"]
        assert codes(file(None)) == ["unsigned"]

    def test_compared_with_heads(self):
        heads = {2: b"x", 9: b"of later"}
        assert codes(file(), heads) == ["rewritten"]

    @pytest.mark.parametrize(
        "lines",
        [
            [],
            [b""],
            [b"\xff\n"],
            [b"[" * 100_000],
            [b'{"format": "other/1", "tenant": "t", "at": "", "through": 1, "publicKey": null}'],
        ],
    )
    def test_no_such_file(self, lines):
        with pytest.raises(AuditFileError):
            Reader(lines)

    @pytest.mark.parametrize(
        "line",
        [
            b"\n",
            b"{}\n",
            b'{"sequence": 1, "hash": "zz", "line": null}\n',
            b'{"sequence": "1", "hash": "", "line": null}\n',
            b'{"end": true}\n',
        ],
    )
    def test_strange_lines(self, line):
        with pytest.raises(AuditFileError):
            codes([file()[0], line])

    def test_a_moment_beyond_all(self):
        lines = file()
        strange = json.loads(lines[1])
        strange["line"]["at"] = 10**30
        with pytest.raises(AuditFileError):
            codes([lines[0], json.dumps(strange).encode()])

    def test_nothing_comes_after_the_end(self):
        lines = file()
        with pytest.raises(AuditFileError, match="after the end"):
            codes([*lines, lines[1]])
