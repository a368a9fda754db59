"""Which kinds a field takes."""

from __future__ import annotations

import pytest

from definitions.media.kinds import ACTIVE, NEVER, PREFIXES, accepted


@pytest.mark.parametrize(
    ("kind", "patterns", "taken"),
    [
        ("image/png", [], True),
        ("image/png", ["*/*"], True),
        ("image/png", ["image/*"], True),
        ("image/png", [" Image/PNG "], True),
        ("image/png", ["application/pdf", "image/*"], True),
        ("image/png", ["application/*"], False),
        ("image/png", ["image"], False),
        ("image/png", ["*"], False),
        ("application/octet-stream", ["image/*"], False),
    ],
)
def test_accepted(kind, patterns, taken):
    assert accepted(kind, patterns) is taken


def test_what_acts_is_shown_as_nothing_and_programs_are_not_taken():
    assert not ACTIVE & NEVER
    assert {kind for begin, kind in PREFIXES if begin in (b"#!", b"\x7fELF")} <= NEVER
