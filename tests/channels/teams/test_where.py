"""Where Teams is written to: one text, and never to another host than Teams' own."""

from __future__ import annotations

import pytest

from channels.teams import where
from channels.teams.where import ForeignError, Where

SMBA = "https://smba.trafficmanager.net/emea"


@pytest.mark.parametrize(
    "conversation", ["a:1x_-", "19:x@thread.tacv2", "19:x@thread.tacv2;messageid=1", "a/b?c#d%20é"]
)
def test_written_and_read(conversation):
    there = where.of(SMBA + "/", conversation)
    assert where.read(there.write()) == Where(SMBA, conversation)


@pytest.mark.parametrize(
    "text", ["", "D1", SMBA, f"{SMBA}/v3/conversations/", "x/v3/conversations/a/b"]
)
def test_what_was_not_written_so(text):
    with pytest.raises(ForeignError):
        where.read(text)


def test_threads_are_of_channels():
    channel = Where(SMBA, "19:x@thread.tacv2")
    assert channel.under("1").conversation == "19:x@thread.tacv2;messageid=1"
    assert channel.under("1").under("2") == channel.under("1")
    assert channel.under(None) == channel
    assert Where(SMBA, "19:g@thread.v2").under("1").conversation == "19:g@thread.v2"
    assert Where(SMBA, "a:1").under("1").conversation == "a:1"
    assert channel.is_shared
    assert channel.under("1").is_channel
    assert not Where(SMBA, "a:1").is_shared


@pytest.mark.parametrize(
    "service",
    [
        SMBA,
        "https://smba.infra.gcc.teams.microsoft.com/teams",
        "https://smba.infra.gov.teams.microsoft.us/teams",
        "https://smba.infra.dod.teams.microsoft.us:443/teams",
    ],
)
def test_hosts_of_teams(service):
    assert where.checked(service, frozenset()) == service


@pytest.mark.parametrize(
    "service",
    [
        "http://smba.trafficmanager.net/emea",
        "https://smba.trafficmanager.net:8443/emea",
        "https://smba.trafficmanager.net.evil.example/emea",
        "https://evil.trafficmanager.net/emea",
        "https://smba.trafficmanager.net@evil.example/emea",
        "https://evil.example/?smba.trafficmanager.net",
        "https://smba.trafficmanager.net/?x",
        "https://smba.trafficmanager.net:x/",
        "//smba.trafficmanager.net",
        "ftp://127.0.0.1/",
        "",
    ],
)
def test_other_hosts(service):
    with pytest.raises(ForeignError):
        where.checked(service, frozenset({"127.0.0.1"}))


def test_a_host_that_stands_in():
    here = "http://127.0.0.1:8080/teams"
    assert where.checked(here, frozenset({"127.0.0.1"})) == here
    with pytest.raises(ForeignError):
        where.checked(here, frozenset())
