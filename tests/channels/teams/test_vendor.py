"""Teams for the round that carries messages: written to, shown anew, and what it can't do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from channels.said import Decision, Said, Way
from channels.teams import where
from channels.teams.vendor import Teams, message, reference
from channels.vendor import Letter, Place, RefusedError
from store.chats import AppRow, PlaceRow, Secrets, Tokens
from tests.standins.teams.cards import teams_faults
from tests.standins.teams.server import APP, SECRET

NOW = datetime.now(UTC)
SAID = Said(
    subject="Laptop",
    lead="Dora asks for your decision.",
    title="Laptop",
    body="It is **needed**.",
    decisions=[Decision(name="approve", label="Approve", style="primary", comment="optional")],
    open=Way("Open in Baton", "https://baton.example.org/approvals/1"),
)
LETTER = Letter(said=SAID, token="t", language="en")


@pytest.fixture
def place(office) -> Place:
    app = AppRow(
        id="a",
        tenant_id="t",
        kind="teams",
        address="x",
        client_id=APP,
        team=office.client.tenant,
        secrets=b"",
        calls_us=False,
        changed_at=NOW,
        changed_by="s",
    )
    row = PlaceRow(
        id="p",
        app_id="a",
        team=office.client.tenant,
        name="T",
        bot=f"28:{APP}",
        scopes=[],
        tokens=b"",
        expires_at=None,
        state="on",
        reason=None,
        posts_rest=None,
        updates_rest=None,
        installed_at=NOW,
        installed_by="s",
    )
    return Place(app, Secrets(client=SECRET), row, Tokens(bot=""))


@pytest.fixture
def vendor(office) -> Teams:
    return Teams(office.connector)


async def test_posted_and_shown_anew(office, vendor, place):
    kept = reference(office.at(office.ada.personal), "o")
    there = await vendor.conversation_with(place, office.ada.person.id, kept)
    posted = await vendor.post(place, there, LETTER, "d1", None)
    [seen] = office.ada.messages
    assert (seen.id, seen.content["summary"]) == (
        posted.posted,
        "Dora asks for your decision. Laptop",
    )
    assert posted.thread is None
    over = replace(LETTER, stands=("Bob has decided: Approve.",))
    await vendor.update(place, posted, over)
    assert seen.content["summary"].startswith("Bob has decided")
    assert await vendor.found(place, there, "d1", NOW) is None


async def test_a_conversation_is_begun_where_only_the_service_is_known(office, vendor, place):
    begun = await vendor.conversation_with(
        place, office.ada.person.id, {"serviceUrl": office.teams.service_url}
    )
    assert where.read(begun) == office.at(office.ada.personal)


@pytest.mark.parametrize("kept", [None, {}, {"conversation": "a:1"}, {"serviceUrl": 1}])
async def test_whoever_never_came_is_not_written_to(vendor, place, kept):
    with pytest.raises(RefusedError) as refused:
        await vendor.conversation_with(place, "29:x", kept)
    assert refused.value.lost == "person"


async def test_threads_of_a_channel(office, vendor, place):
    there = office.at(office.channel).write()
    first = await vendor.post(place, there, LETTER, "d1", None)
    second = await vendor.post(place, there, LETTER, "d2", first.posted)
    assert second.thread == first.posted
    assert office.ada.messages[-1].conversation.endswith(f";messageid={first.posted}")
    await vendor.update(place, second, replace(LETTER, stands=("Over.",)))
    assert office.ada.messages[-1].edits


async def test_what_was_kept_otherwise(vendor, place):
    with pytest.raises(RefusedError) as refused:
        await vendor.post(place, "19:x@thread.tacv2", LETTER, "d", None)
    assert refused.value.lost == "conversation"


async def test_nobody_is_looked_for_and_no_token_is_kept(vendor, place):
    assert await vendor.account_of(place, "ada@corp.example") is None
    assert await vendor.renewed(place) is None


def test_where_many_read_it_each_gets_their_own_buttons():
    content = message(replace(LETTER, viewers=("29:1",)))["attachments"][0]["content"]
    assert teams_faults(content) == []
    assert content["refresh"]["userIds"] == ["29:1"]
    assert "approve" not in str(content["actions"])
