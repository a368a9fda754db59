"""What is asked of Slack, against a server as strict: each answer read, each refusal told apart."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest

from channels.modal import Modal
from channels.said import Decision, Said, Way
from channels.slack import message, modal
from channels.slack.asking import Lies
from channels.slack.client import Client
from channels.vendor import RefusedError
from channels.words import WORDS
from tests.standins.slack.server import slack_standing_in

APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")
SAID = Said(
    subject="Laptop",
    lead="Dora asks for your decision.",
    title="Laptop <b> & co",
    body="It is **needed**. ![x](https://x.example/x.png)\n\n- a\n  1. b\n\n> why",
    facts=[("Asked by", "Dora"), ("Due", "")],
    changes=["sum: 1 → 2"],
    notes=["You stand in for Bob."],
    decisions=[APPROVE],
    open=Way("Open in Baton", "https://baton.example.org/approvals/1"),
)
MODAL = Modal(subject="Laptop", decision=APPROVE, fields=[], token="t", words=WORDS["en"])


@pytest.fixture
async def slack():
    async with slack_standing_in() as made:
        yield made


@pytest.fixture
async def client(slack):
    async with aiohttp.ClientSession() as session:
        token = slack.slack.installed().value
        yield Client.of(token, slack.slack.base_url, session)


@pytest.fixture
def ada(slack):
    return slack.person(slack.slack.workspace.hires("ada"))


class TestMessages:
    async def test_posted_and_shown_anew(self, client, ada):
        there = await client.conversation_with(ada.person.id)
        lies = await client.post(there, message.write(SAID, "t"), "d1", None)
        [seen] = ada.messages
        assert seen.ts == lies.ts
        await client.update(lies, message.write(SAID, "t", ["Bob has decided: Approve."]))
        assert seen.text.startswith("Bob has decided: Approve.")

    async def test_as_long_as_may_be(self, client, ada):
        long = "ض" * 5_000
        decisions = [replace(APPROVE, name=f"d{n}", label=long) for n in range(40)]
        whole = replace(
            SAID,
            title=long,
            subject=long[:300],
            body=("word " * 20 + "\n\n") * 500,
            notes=[long] * 20,
            facts=[(f"Fact {n}", long[:200]) for n in range(10)],
            changes=[f"{n}: {long}" for n in range(40)],
            decisions=decisions,
        )
        there = await client.conversation_with(ada.person.id)
        await client.post(there, message.write(whole, "t"), "d1", None)
        assert len(ada.messages) == 1

    async def test_what_was_deleted_there(self, client, ada):
        there = await client.conversation_with(ada.person.id)
        with pytest.raises(RefusedError) as refused:
            await client.update(Lies(there, "1.000001"), message.write(SAID))
        assert (refused.value.code, refused.value.lost) == ("message_not_found", "message")

    async def test_found_again_by_its_delivery(self, client, ada):
        there = await client.conversation_with(ada.person.id)
        first = await client.post(there, message.write(SAID, "t"), "d1", None)
        below = await client.post(there, message.write(SAID, "t"), "d2", first.ts)
        assert await client.found(there, "d1", 0) == first
        assert await client.found(there, "d2", 0) is None
        assert await client.found(there, "d2", 0, first.ts) == below
        assert await client.found(there, "d3", 0, first.ts) is None


class TestPeople:
    async def test_by_their_address(self, slack, client, ada):
        found = await client.account_of("ada@corp.example")
        assert found is not None
        assert found.id == ada.person.id
        assert await client.account_of("nobody@corp.example") is None
        ada.person.deleted = True
        assert await client.account_of("ada@corp.example") is None

    async def test_who_has_left(self, client, ada):
        ada.person.deleted = True
        assert (await client.account(ada.person.id)).deleted


class TestViews:
    async def test_a_trigger_that_is_over(self, client):
        with pytest.raises(RefusedError) as refused:
            await client.open_view("1.2.3", modal.write(MODAL))
        assert refused.value.code == "invalid_trigger_id"
