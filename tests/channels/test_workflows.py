"""A card in a channel without a bot, against an address as strict as Microsoft's."""

from __future__ import annotations

import pytest

from activities.egress import Egress, parse_allowed
from activities.http_connections import Connections
from activities.outside import Outside
from channels.pace import Pace
from channels.said import Said, Way
from channels.vendor import AwayError, Letter, LimitedError, RefusedError
from channels.workflows import MOST_BYTES, Workflows, write
from definitions.values import encode
from tests.standins.teams.server import teams_standing_in

LONG = "ض" * 5_000
SAID = Said(
    subject="Laptop",
    lead="Dora asks.",
    title="Laptop",
    facts=[("Asked by", "Dora"), ("Due", "")],
    open=Way("Open in Baton", "https://baton.example.org/approvals/1"),
)
LETTER = Letter(said=SAID, token="t", language="en")


class Answers:
    def __init__(self, status, retry_after=""):
        self.status, self.retry_after = status, retry_after

    async def post(self, uri, headers, body):
        return self


@pytest.fixture
async def teams():
    async with teams_standing_in() as made:
        yield made


@pytest.fixture
def outside():
    opened = Outside(Connections(Egress(parse_allowed("127.0.0.1"))))
    yield opened
    opened.close()


class TestPost:
    async def test_a_card_that_opens_the_page(self, teams, outside):
        flow, address = teams.workflows.makes()
        await Workflows(outside).post("c1", address, LETTER)
        [card] = flow.came
        assert [one["url"] for one in card["actions"]] == [SAID.open.address]
        assert "Dora asks." in str(card["body"])

    def test_what_people_wrote_is_never_a_mark(self):
        trap = "[Approve](https://evil.example)"
        said = Said(trap, trap, trap, facts=[(trap, trap)], open=SAID.open)
        [attachment] = write(Letter(said=said, token="t", language="en"))["attachments"]
        body = attachment["content"]["body"]
        assert {one["type"] for one in body} == {"RichTextBlock"}
        assert {run["type"] for one in body for run in one["inlines"]} == {"TextRun"}

    @pytest.mark.parametrize("language", ["en", "ar"])
    async def test_whatever_is_long_fits(self, teams, outside, language):
        facts = [(LONG, LONG) for _ in range(40)]
        said = Said(LONG, LONG, LONG, facts=facts, open=Way(LONG, SAID.open.address))
        letter = Letter(said=said, token="t", language=language, stands=(LONG, LONG))
        assert len(encode(write(letter))) < MOST_BYTES
        flow, address = teams.workflows.makes()
        await Workflows(outside).post("c1", address, letter)
        assert flow.came[0]["rtl"] is (language == "ar")

    async def test_four_a_second(self, teams, outside):
        _, address = teams.workflows.makes()
        ours = Workflows(outside, Pace(clock=lambda: 0.0))
        for _ in range(4):
            await ours.post("c1", address, LETTER)
        with pytest.raises(LimitedError) as limited:
            await ours.post("c1", address, LETTER)
        assert limited.value.seconds == 1

    async def test_a_flow_that_is_gone(self, teams, outside):
        flow, address = teams.workflows.makes()
        flow.on = False
        with pytest.raises(RefusedError) as refused:
            await Workflows(outside).post("c1", address, LETTER)
        assert refused.value.lost == "conversation"
        assert address not in str(refused.value)

    async def test_an_inner_address(self, teams):
        guarded = Outside(Connections(Egress(())))
        with pytest.raises(RefusedError) as refused:
            await Workflows(guarded).post("c1", teams.workflows.makes()[1], LETTER)
        guarded.close()
        assert refused.value.lost == "conversation"

    async def test_nobody_there(self, outside):
        with pytest.raises(AwayError):
            await Workflows(outside).post("c1", "http://127.0.0.1:9/x", LETTER)

    @pytest.mark.parametrize(
        ("status", "error"),
        [(429, LimitedError), (503, AwayError), (400, RefusedError), (302, RefusedError)],
    )
    async def test_what_it_answers(self, status, error):
        with pytest.raises(error):
            await Workflows(Answers(status, "7")).post("c1", "https://flow.example", LETTER)
