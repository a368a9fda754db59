"""Lines of processes in the log."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from activities.functions.log import clipped, plain, write
from activities.secrets import Mask
from definitions.functions import Caller
from definitions.values import JsonObject

CALLER = Caller("t", "r", "test/one", "/do/0/a", "key")


async def written(given: JsonObject, caller: Caller = CALLER) -> dict[str, object]:
    with capture_logs() as lines:
        await write(given, caller)
    (line,) = lines
    return dict(line)


class TestWrite:
    async def test_says_who_and_where(self) -> None:
        line = await written({"message": "hello", "level": "warning", "data": {"order": 17}})
        assert line == {
            "event": "function.log",
            "log_level": "warning",
            "message": "hello",
            "data": {"order": 17},
            "tenant": "t",
            "run": "r",
            "workflow": "test/one",
            "task": "/do/0/a",
        }

    @pytest.mark.parametrize(
        ("level", "logged"),
        [("debug", "debug"), ("information", "info"), ("error", "error"), ("critical", "critical")],
    )
    async def test_levels(self, level: str, logged: str) -> None:
        assert (await written({"message": "x", "level": level}))["log_level"] == logged
        assert (await written({"message": "x"}))["log_level"] == "info"

    async def test_the_output_is_the_message(self) -> None:
        assert await write({"message": "hello\n"}, CALLER) == "hello\n"

    async def test_secrets_are_masked_in_all_of_it(self) -> None:
        caller = Caller("t", "r", "w", "/", "k", Mask(["leak-me-not"]).value)
        given: JsonObject = {"message": "key leak-me-not", "data": {"k": ["leak-me-not"]}}
        assert "leak" not in str(await written(given, caller))
        assert await write(given, caller) == "key ***"


class TestPlain:
    def test_a_terminal_obeys_nothing(self) -> None:
        assert plain("a\x1b[31m\r\nb\x9b\u202e☃ ü") == "a\\x1b[31m\\r\\nb\\x9b\\u202e☃ ü"


class TestClipped:
    def test_much_data_become_a_text(self) -> None:
        assert clipped({"a": 1}) == {"a": 1}
        much = clipped({"a": "x" * 10_000})
        assert isinstance(much, str)
        assert len(much) == 4_000
