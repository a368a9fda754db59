"""`/baton`: what waits, what can be started, and what was meant."""

from __future__ import annotations

import pytest

from tests.api.chat.slack.conftest import wants


class TestList:
    async def test_what_waits_is_decided_there(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        sent = await acting.command("")
        assert sent.json["response_type"] == "ephemeral"
        shown = acting.messages[-1]
        assert "Laptop" in desk.told(acting)[-1]
        await acting.click(shown, "decide/approve")
        assert clerk.machine.state.status == "completed"
        assert "Nothing waits for you." in desk.told(acting)[-1]

    async def test_where_signing_in_is_needed_there_is_no_button(self, desk, asks, ann, dora):
        await asks(dora, wants(ann, more=", signIn: true"))
        acting = await desk.seat(ann)
        await acting.command("")
        ids = str(acting.messages[-1].blocks)
        assert "decide/" not in ids
        assert "Sign in and decide" in desk.told(acting)[-1]

    async def test_more_than_fits(self, desk, asks, ann, dora):
        for number in range(3):
            await asks(dora, wants(ann), name=f"ask{number}")
        acting = await desk.seat(ann)
        await acting.command("")
        assert desk.told(acting)[-1].count("Laptop") == 3


class TestWords:
    @pytest.mark.parametrize("typed", ["help", "HELP", " ? "], ids=["help", "loud", "mark"])
    async def test_help(self, desk, ann, typed: str):
        acting = await desk.seat(ann)
        await acting.command(typed)
        assert "/baton start vacation" in desk.told(acting)[-1]

    async def test_unknown_words(self, desk, hello, ann):
        acting = await desk.seat(ann)
        await acting.command("<!channel> & <b>")
        assert "There is no process" in desk.told(acting)[-1]
        assert "&lt;!channel&gt;" in acting.messages[-1].text

    async def test_words_that_are_near(self, desk, hello, ann):
        acting = await desk.seat(ann)
        await acting.command("start helo")
        assert "Did you mean" in desk.told(acting)[-1]
        await acting.click(acting.messages[-1], "start/0")
        assert len(acting.views) == 1

    async def test_all_that_can_be_started(self, desk, hello, ann):
        acting = await desk.seat(ann)
        await acting.command("start")
        assert "hello" in desk.told(acting)[-1]
