"""Teams for processes: people who know the app, named conversations, addresses."""

from __future__ import annotations

import pytest

from activities.functions.teams import Teams
from channels.teams.where import Where
from definitions.errors import ProblemError, is_outcome_unknown
from store import chat_channels, chat_people
from store.chat_channels import Channel

SAID = {"text": "It **comes**", "title": "Laptop", "fields": [{"name": "Price", "value": "1"}]}


@pytest.fixture
def teams(vendors):
    return Teams(vendors.apps)


@pytest.fixture
async def place(vendors):
    return await vendors.installs_teams()


@pytest.fixture
async def ada(vendors, place):
    """She has opened the app."""
    person = await vendors.office.person("Ada")
    there = vendors.teams.tenant.hires("Ada Byron")
    conversation = vendors.teams.tenant.personal(there)
    reference = {"serviceUrl": vendors.teams.service_url, "conversation": conversation.id}
    async with vendors.office.database.tenant(vendors.office.tenant) as session:
        await chat_people.match(session, place, there.id, person.id)
        await chat_people.write_to(session, place, there.id, None, reference)
    return person, conversation


async def keeps(vendors, **given):
    keys = await vendors.office.keyring.of(vendors.office.tenant)
    one = Channel(**{"processes": "*", "language": "en", **given})
    async with vendors.office.database.tenant(vendors.office.tenant) as session:
        return await chat_channels.put(session, keys, one, "me")


def kind_of(raised) -> tuple[str, int, str]:
    problem = raised.value.problem
    return problem.type.rpartition("/")[2], problem.status, problem.detail


class TestPost:
    async def test_to_a_person(self, teams, vendors, ada):
        person, conversation = ada
        done = await teams.post({"person": person.id, **SAID}, vendors.caller())
        [sent] = vendors.teams.tenant.said(conversation)
        assert done == {"conversation": conversation.id, "id": sent.id}
        assert sent.card is not None

    async def test_into_a_conversation_by_its_name(self, teams, vendors, place):
        conversation = vendors.teams.tenant.founds()
        where = Where(vendors.teams.service_url.rstrip("/"), conversation.id).write()
        await keeps(vendors, kind="teams", name="Buyers", place=place, conversation=where)
        done = await teams.post({"channel": "buyers", **SAID}, vendors.caller())
        assert done["conversation"] == conversation.id
        assert len(vendors.teams.tenant.said(conversation)) == 1

    async def test_to_an_address_given_or_kept(self, teams, vendors):
        flow, address = vendors.teams.workflows.makes()
        await keeps(vendors, kind="workflows", name="Board", webhook=address)
        links = {"links": [{"text": "Look", "url": "https://x.example"}]}
        for where in ({"webhook": address}, {"channel": "Board"}):
            done = await teams.post({**where, **SAID, **links}, vendors.caller())
            assert done == {"conversation": None, "id": None}
        assert len(flow.came) == 2


class TestRefusals:
    async def test_a_stranger(self, teams, vendors, place):
        with pytest.raises(ProblemError) as raised:
            await teams.post({"person": "nobody@x.example", **SAID}, vendors.caller())
        assert kind_of(raised)[:2] == ("configuration", 400)

    async def test_no_such_name_and_no_app(self, teams, vendors):
        with pytest.raises(ProblemError, match="no app of Teams"):
            await teams.post({"channel": "Nowhere", **SAID}, vendors.caller())
        await vendors.installs_teams()
        with pytest.raises(ProblemError, match="no conversation 'Nowhere'"):
            await teams.post({"channel": "Nowhere", **SAID}, vendors.caller())

    @pytest.mark.parametrize("given", [{}, {"person": "a", "channel": "b"}], ids=["none", "two"])
    async def test_one_place(self, teams, vendors, given):
        with pytest.raises(ProblemError) as raised:
            await teams.post({**given, **SAID}, vendors.caller())
        assert kind_of(raised)[0] == "validation"

    async def test_who_has_removed_the_app(self, teams, vendors, ada):
        person, conversation = ada
        conversation.blocked = True
        with pytest.raises(ProblemError) as raised:
            await teams.post({"person": person.id, **SAID}, vendors.caller())
        assert kind_of(raised)[0] == "configuration"

    async def test_silence_is_unknown(self, teams, vendors, ada):
        vendors.teams.connector.failing.append(502)
        with pytest.raises(ProblemError) as raised:
            await teams.post({"person": ada[0].id, **SAID}, vendors.caller())
        assert is_outcome_unknown(raised.value.problem.type)

    async def test_a_rest_is_taken(self, teams, vendors, ada, rests):
        vendors.teams.connector.failing.append(429)
        await teams.post({"person": ada[0].id, **SAID}, vendors.caller())
        assert rests == [1.0]

    async def test_a_flow_that_is_gone(self, teams, vendors):
        flow, address = vendors.teams.workflows.makes()
        flow.on = False
        with pytest.raises(ProblemError) as raised:
            await teams.post({"webhook": address, **SAID}, vendors.caller())
        assert kind_of(raised)[0] == "configuration"
        assert flow.signature not in kind_of(raised)[2]

    async def test_an_inner_address(self, teams, vendors):
        with pytest.raises(ProblemError) as raised:
            await teams.post({"webhook": "http://10.0.0.1/x?sig=s3cret", **SAID}, vendors.caller())
        assert kind_of(raised)[0] == "authorization"
        assert "s3cret" not in kind_of(raised)[2]
