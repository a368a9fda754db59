"""`/baton`: what waits, what can be started, and what was meant."""

from __future__ import annotations

import pytest

from api.chat.slack import commands, handling, listing
from channels import chat_words
from channels.slack import limits
from tests.api.chat.slack.conftest import texts, wants


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

    async def test_it_is_shown_anew_after_a_modal(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.command("")
        shown = acting.messages[-1]
        await acting.click(shown, "decide/reject")
        await acting.submit(acting.views[0], {"value": "No."})
        assert clerk.machine.state.status == "completed"
        assert "Nothing waits for you." in texts(shown.blocks)
        assert acting.messages[-1] is shown

    async def test_it_is_shown_anew_where_somebody_was_faster(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(ann, bob))
        acting = await desk.seat(ann)
        await acting.command("")
        shown = acting.messages[-1]
        await acting.click(shown, "decide/reject")
        at = f"/api/v1/approvals/{clerk.approval}/decision"
        await bob.post(at, json={"decision": "approve"})
        await acting.submit(acting.views[0], {"value": "No."})
        assert "has decided" in texts(acting.views[0].content["blocks"])
        assert "Nothing waits for you." in texts(shown.blocks)

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
        shown = texts(acting.messages[-1].blocks)
        assert "/baton start vacation" in shown
        assert "`" not in shown

    async def test_unknown_words(self, desk, hello, ann):
        acting = await desk.seat(ann)
        await acting.command("<!channel> & <b>")
        told = texts(acting.messages[-1].blocks)
        assert "There is no process “<!channel> & <b>”" in told
        assert "/baton help" in told
        assert "`" not in told
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

    async def test_more_than_a_list_shows(self, desk, hello, asks, ann, dora, monkeypatch):
        await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.command("start")
        assert chat_words.of("en")["list-more"] not in desk.told(acting)[-1]
        monkeypatch.setattr(limits, "ACTIONS", 1)
        monkeypatch.setattr(listing, "MOST_CHOICES", 2)
        await acting.command("start")
        assert chat_words.of("en")["list-more"] in desk.told(acting)[-1]
        assert "/processes" in desk.told(acting)[-1]


class TestSlow:
    async def test_the_answer_follows(self, desk, asks, ann, dora, monkeypatch):
        await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        await acting.command("")
        await desk.services.background.finish(60)
        first, second = desk.told(acting)
        assert "the answer follows" in first
        assert "Laptop" in second
        await acting.click(acting.messages[-1], "decide/approve")
        assert "Nothing waits for you." in texts(acting.messages[-1].blocks)

    async def test_a_modal_follows(self, desk, hello, ann, monkeypatch):
        acting = await desk.seat(ann)
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        await acting.command("hello")
        await desk.services.background.finish(60)
        assert len(desk.told(acting)) == 1
        assert len(acting.views) == 1

    async def test_it_comes_to_nothing(self, desk, ann, monkeypatch):
        acting = await desk.seat(ann)

        async def away(*_):
            raise ConnectionRefusedError("away")

        monkeypatch.setattr(commands, "typed", away)
        monkeypatch.setattr(handling, "PATIENCE_SECONDS", 0)
        await acting.command("")
        await desk.services.background.finish(60)
        assert "Type it again" in desk.told(acting)[-1]
