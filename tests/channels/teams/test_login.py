"""Tokens by the vendor's library: kept while they are good, and refused in words of ours."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from channels.teams.login import Login, Session
from channels.vendor import AwayError, RefusedError
from tests.standins.teams.login import Door


@pytest.fixture
async def login(office):
    made = Login(Session(office.teams.url))
    yield made
    made.close()


async def test_asked_for_once(office, login):
    found = await asyncio.gather(*(login.token(office.client) for _ in range(5)))
    assert len(set(found)) == len(office.teams.login.issued) == 1


async def test_anew_where_it_is_not_taken_any_more(office, login):
    before = await login.token(office.client)
    after = await login.token(office.client, anew=True)
    assert before != after
    assert await login.token(office.client) == after


async def test_by_a_door_of_the_tests(office):
    login = Login(Door(office.teams.url))
    assert await login.token(office.client)
    login.close()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"secret": "x"}, "invalid_client"),
        ({"id": "00000000-0000-0000-0000-00000000beef"}, "unauthorized_client"),
        ({"tenant": "11111111-2222-3333-4444-555555555555"}, "invalid_tenant"),
    ],
    ids=["secret", "app", "tenant"],
)
async def test_keys_that_are_not_good(office, login, wrong, code):
    with pytest.raises(RefusedError) as refused:
        await login.token(replace(office.client, **wrong))
    assert (refused.value.code, refused.value.lost) == (code, "place")
    assert office.client.secret not in repr(refused.value)
    assert office.client.secret not in repr(office.client)


async def test_a_service_that_is_away(office, login):
    office.teams.login.failing = [503]
    with pytest.raises(AwayError):
        await login.token(office.client)
    # The library itself rests for a while then; another process need not.
    other = Login(Session(office.teams.url))
    assert await other.token(office.client)
    other.close()
    nowhere = Login(Session("http://127.0.0.1:9"))
    with pytest.raises(AwayError):
        await nowhere.token(office.client)
    nowhere.close()
