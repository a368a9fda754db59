"""Names to functions that a worker can carry out, and their examples."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from activities.functions.notify import Told, Wanted
from activities.functions.registry import Functions
from activities.functions.vendors import Bot, Known, Workspace
from activities.outside import Answered
from channels.graph import Address, Event, Events, Moment, Online, Somebody
from channels.slack.asking import Lies
from channels.slack.calls import Account, Channel, File
from channels.teams.login import Client
from definitions.errors import ProblemError, same_type
from definitions.functions.authoring import Caller
from definitions.functions.catalogue import shipped
from definitions.functions.installed import Installed
from definitions.functions.trying import faults_of
from definitions.models import STANDARD_CALLS
from definitions.notification_templates import Text, Texts
from store.chat_people import AccountRow
from tests.definitions.functions.test_authoring import greet, shout

BY_THE_MACHINE = {*STANDARD_CALLS, "approval", "form"}


class Addresses:
    """Everybody is an address, and there is every template."""

    async def texts(self, _caller: Caller, name: str, _version: int | None) -> Texts:
        return {"en": Text(name, "")}

    async def tell(self, _caller: Caller, wanted: Wanted) -> Told:
        return Told([], [str(one) for one in wanted.to], [])


_FIRST = Event(
    id="AAMkAGI1",
    subject="First day of Ada",
    start=Moment("2026-11-23T08:00:00.0000000"),
    end=Moment("2026-11-23T09:00:00.0000000"),
    organizer=Somebody(Address(address="office@example.com")),
    attendees=[Somebody(Address(address="ada@example.com"))],
    web_link="https://outlook.office365.com/owa/?itemid=AAMkAGI1",
)
_ACCOUNT = AccountRow(
    place_id="p",
    account="29:1",
    person_id="x",
    conversation="https://smba.example/v3/conversations/a%3A1ada",
    reference=None,
    matched_at=datetime(2026, 11, 23, tzinfo=UTC),
)


class Examples:
    """Slack, Teams and Microsoft as the examples have them; all of it is one thing here."""

    def __init__(self) -> None:
        self.calls = self.graph = self.connector = self.outside = self
        self.place, self.client_ = "p", Client("a", "s", "t")

    async def workspace(self, _tenant: str, _team: str | None) -> Workspace:
        return Workspace("p", self)  # type: ignore[arg-type]

    async def bot(self, _tenant: str) -> Bot:
        return Bot("p", self.client_, self)  # type: ignore[arg-type]

    async def client(self, _tenant: str) -> Client:
        return self.client_

    async def known(self, _tenant: str, place: str, who: str) -> Known:
        return Known(True, account=_ACCOUNT)

    async def account_of(self, email: str) -> Account | None:
        return None if "nobody" in email else Account("U0123456789", "Ada Byron")

    async def conversation_with(self, _account: str) -> str:
        return "D0123456789"

    async def channel_of(self, name: str) -> Channel:
        return Channel("C0123456789", name)

    async def post(self, where: object, *given: object) -> Lies | str:
        if isinstance(where, Client):
            return "1700000000000"
        return Lies(str(where), "1764000000.000100")

    async def post_once(self, _uri: str, _body: bytes) -> Answered:
        return Answered(202, "", "")

    async def update(self, _lies: Lies, _message: object) -> None:
        """Nobody looks."""

    async def link(self, lies: Lies) -> str:
        where = f"{lies.channel}/p{lies.ts.replace('.', '')}"
        return f"https://corp.slack.com/archives/{where}"

    async def upload(self, _name: str, _content: bytes) -> str:
        return "F0123456789"

    async def share(self, files: dict[str, str], *_more: object) -> list[File]:
        return [File(one, f"https://corp.slack.com/files/U1/{one}") for one in files]

    async def make_event(self, *_given: object) -> Event:
        online = Online("https://teams.microsoft.com/l/meetup-join/1")
        return structs.replace(_FIRST, online_meeting=online)

    async def events(self, *_given: object) -> Events:
        return Events([_FIRST])

    async def send_mail(self, *_given: object) -> None:
        """Nobody reads."""


class TestFunctions:
    async def test_every_function_of_baton_is_here_or_in_the_machine(self) -> None:
        functions = Functions()
        for declared in shipped():
            if declared.name not in BY_THE_MACHINE:
                assert functions.find(declared.called).declaration is declared

    @pytest.mark.parametrize("one", [*shipped()], ids=lambda one: one.name)
    async def test_examples_hold(self, one) -> None:  # type: ignore[no-untyped-def]
        if one.name in BY_THE_MACHINE:
            return
        functions = Functions(tells=Addresses(), vendors=Examples())  # type: ignore[arg-type]
        try:
            assert await faults_of(functions.find(one.called)) == []
        finally:
            await functions.close()

    async def test_those_of_packages(self) -> None:
        functions = Functions([Installed(one.function, "tests 1") for one in (greet, shout)])
        assert functions.find("greet") is greet.function
        assert functions.find("shout:1.0.0@default") is shout.function

    @pytest.mark.parametrize(
        "name", ["", "nowhere", "log:9.0.0", "log@tools", "http", "https://x.example", "ü"]
    )
    async def test_what_is_not_there(self, name: str) -> None:
        with pytest.raises(ProblemError) as raised:
            Functions().find(name)
        assert same_type(raised.value.problem.type, "configuration")
