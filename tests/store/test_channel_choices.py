"""How people want to be told."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import channel_choices
from store.channel_choices import EMAIL, PORTAL, TOPICS, USUAL, topic_of


def test_each_topic_has_its_usual_channels():
    assert set(USUAL) == set(TOPICS)
    kinds = [kind for kinds in TOPICS.values() for kind in kinds]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("kind", "topic"),
    [("asked", "asked"), ("outcome", "requests"), ("decided", "outcomes"), ("new", "messages")],
)
def test_topic_of(kind: str, topic: str):
    assert topic_of(kind) == topic


class TestChoose:
    async def test_instead_of_what_was_chosen_before(self, database, tenant):
        ann = str(uuid4())
        async with database.tenant(tenant) as session:
            await channel_choices.choose(session, ann, {"asked": [PORTAL], "messages": [PORTAL]})
            await channel_choices.choose(session, ann, {"asked": [PORTAL]})
            found = await channel_choices.of_people(session, [ann])
        assert found == {(ann, "asked"): (PORTAL,)}

    async def test_the_usual_is_not_kept(self, database, tenant):
        ann = str(uuid4())
        async with database.tenant(tenant) as session:
            await channel_choices.choose(session, ann, {"asked": [EMAIL, PORTAL]})
            assert await channel_choices.of_people(session, [ann]) == {}
