"""How people want to be told, and how their organisation usually tells."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import channel_choices
from store.channel_choices import EMAIL, NOTHING, PORTAL, TOPICS, USUAL, Choice, Chosen, topic_of

HERE = Choice((PORTAL,))
BOTH = (EMAIL, PORTAL)


def test_each_topic_has_its_usual_channels():
    assert set(USUAL) == set(TOPICS)
    kinds = [kind for kinds in TOPICS.values() for kind in kinds]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("asked", "asked"),
        ("reminded", "reminders"),
        ("outcome", "requests"),
        ("decided", "outcomes"),
        ("new", "messages"),
    ],
)
def test_topic_of(kind: str, topic: str):
    assert topic_of(kind) == topic


class TestChoose:
    async def test_instead_of_what_was_chosen_before(self, database, tenant):
        ann = str(uuid4())
        async with database.tenant(tenant) as session:
            await channel_choices.choose(session, ann, {"asked": HERE, "messages": HERE})
            await channel_choices.choose(session, ann, {"asked": HERE})
            found = await channel_choices.of_people(session, [ann])
        assert found == {(ann, "asked"): Chosen((PORTAL,))}

    async def test_the_usual_is_not_kept(self, database, tenant):
        ann = str(uuid4())
        async with database.tenant(tenant) as session:
            await channel_choices.choose(session, ann, {"asked": Choice(BOTH)})
            assert await channel_choices.of_people(session, [ann]) == {}

    async def test_who_has_chosen_a_pace_goes_on_with_the_usual_channels(self, database, tenant):
        ann = str(uuid4())
        async with database.tenant(tenant) as session:
            await channel_choices.choose(session, ann, {"asked": Choice(BOTH, "daily", 8)})
            await channel_choices.choose_usual(session, {"asked": HERE}, "s")
            found = await channel_choices.of_people(session, [ann])
            usual = await channel_choices.usual(session)
        assert found == {(ann, "asked"): Chosen(None, "daily", 8)}
        assert found[ann, "asked"].over(usual["asked"]) == Choice((PORTAL,), "daily", 8)


class TestUsual:
    async def test_of_the_organisation_for_who_has_chosen_nothing(
        self, database, tenant, other_tenant
    ):
        hourly = Choice(("slack", PORTAL), "hourly")
        async with database.tenant(tenant) as session:
            await channel_choices.choose_usual(session, {"messages": HERE}, "s")
            await channel_choices.choose_usual(session, {"reminders": hourly}, "s")
            usual = await channel_choices.usual(session)
        assert usual == {**USUAL, "reminders": hourly}
        assert NOTHING.over(hourly) == hourly
        async with database.tenant(other_tenant) as session:
            assert await channel_choices.usual(session) == USUAL
