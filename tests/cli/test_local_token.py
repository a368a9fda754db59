from __future__ import annotations

import stat

import pytest

from cli import local_token, tokens
from cli.local_token import KEPT, LocalToken
from cli.stack import LocalStack


@pytest.fixture
def made(monkeypatch):
    """What was made, instead of asking a database."""
    found: list[str] = []

    def make(_settings: object, user: str | None, name: str, days: int | None = None) -> str:
        assert (user, name, days) == (None, "the command line", local_token.KEPT_DAYS)
        found.append(f"bat_{len(found)}")
        return found[-1]

    monkeypatch.setattr(tokens, "make", make)
    return found


class TestLocalToken:
    def test_it_is_made_once_and_kept_for_its_owner_alone(self, nowhere, made):
        assert LocalToken(LocalStack(nowhere)).current() == "bat_0"
        assert LocalToken(LocalStack(nowhere)).current() == "bat_0"
        assert made == ["bat_0"]
        assert stat.S_IMODE((nowhere / KEPT).stat().st_mode) == 0o600
        assert [file.name for file in nowhere.iterdir()] == [KEPT]

    def test_one_that_is_not_taken_is_replaced(self, nowhere, made):
        (nowhere / KEPT).write_text("bat_old")
        token = LocalToken(LocalStack(nowhere))
        assert token.current() == "bat_old"
        assert token.renewed() == "bat_0"
        assert token.renewed() is None, "a new one that is not taken either"
        assert (nowhere / KEPT).read_text() == "bat_0"
        assert len(made) == 1

    def test_a_new_one_that_is_refused_is_not_renewed(self, nowhere, made):
        token = LocalToken(LocalStack(nowhere))
        token.current()
        assert token.renewed() is None
        assert len(made) == 1

    @pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe"])
    def test_a_kept_one_that_is_none(self, nowhere, made, content):
        (nowhere / KEPT).write_bytes(content)
        assert LocalToken(LocalStack(nowhere)).current() == "bat_0"
        assert made

    def test_where_nothing_can_be_kept(self, nowhere, made):
        token = LocalToken(LocalStack(nowhere / "gone"))
        assert token.current() == "bat_0"
        assert made
