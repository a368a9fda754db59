"""Names to functions that a worker can carry out, and their examples."""

from __future__ import annotations

import pytest

from activities.functions.notify import Told, Wanted
from activities.functions.registry import Functions
from definitions.errors import ProblemError, same_type
from definitions.functions.authoring import Caller
from definitions.functions.catalogue import shipped
from definitions.functions.installed import Installed
from definitions.functions.trying import faults_of
from definitions.models import STANDARD_CALLS
from definitions.notification_templates import Text, Texts
from tests.definitions.functions.test_authoring import greet, shout

BY_THE_MACHINE = {*STANDARD_CALLS, "approval", "form"}


class Addresses:
    """Everybody is an address, and there is every template."""

    async def texts(self, _caller: Caller, name: str, _version: int | None) -> Texts:
        return {"en": Text(name, "")}

    async def tell(self, _caller: Caller, wanted: Wanted) -> Told:
        return Told([], [str(one) for one in wanted.to], [])


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
        functions = Functions(tells=Addresses())
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
