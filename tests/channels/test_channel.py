"""What a channel is given knows the reader: language, time zone, for whom they stand in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from channels.channel import LANGUAGE
from store.working_hours import ZONE


@pytest.fixture
async def one(office, tellings):
    await office.ask(await office.person("Ann"))
    [found] = await tellings()
    return found


class TestTelling:
    async def test_as_the_reader_reads(self, one):
        unset = replace(one.known.tenant, language=None, time_zone=None)
        plain = replace(one, known=replace(one.known, tenant=unset))
        assert (plain.language, plain.zone) == (LANGUAGE, ZONE)
        person = replace(one.person, language="ar", time_zone="Asia/Riyadh")
        own = replace(plain, person=person)
        assert (own.language, own.zone) == ("ar", "Asia/Riyadh")

    async def test_for_whom_they_stand_in(self, one):
        assert one.stands_for is None
        stands = replace(one, said={"for": {"id": "x", "name": "Xu"}})
        assert stands.stands_for is not None
        assert stands.stands_for.name == "Xu"

    async def test_what_goes_with_it_is_texts(self, one):
        assert replace(one, said={"attachments": ["a", 1, None]}).attachments == ["a"]
        assert replace(one, said={"attachments": "a"}).attachments == []

    async def test_what_it_follows_is_another(self, one):
        first = {(one.notice.approval_id, one.person.id): one.delivery}
        assert replace(one, known=replace(one.known, first=first)).follows is None
        earlier = {(one.notice.approval_id, one.person.id): "earlier"}
        assert replace(one, known=replace(one.known, first=earlier)).follows == "earlier"
