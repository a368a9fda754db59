"""Moments in words, in the language and zone of who reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from definitions.moments import in_words

AT = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "words"),
    [
        ("en", "UTC", "22 November 2026, 08:05 (UTC)"),
        ("en", "Europe/Berlin", "22 November 2026, 09:05 (UTC+1)"),
        ("en", "Asia/Kolkata", "22 November 2026, 13:35 (UTC+5:30)"),
        ("en", "America/New_York", "22 November 2026, 03:05 (UTC-5)"),
        ("ar", "Asia/Riyadh", "22 نوفمبر 2026، 11:05 (UTC+3)"),
        ("xx", "Nowhere/Atall", "22 November 2026, 08:05 (UTC)"),
    ],
    ids=["utc", "berlin", "kolkata", "new york", "arabic", "unknown"],
)
def test_in_words(language: str, zone: str, words: str) -> None:
    assert in_words(AT, language, zone) == words
