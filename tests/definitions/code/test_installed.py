"""Packages that bring workflows, as importlib finds them."""

from __future__ import annotations

import importlib
import sys
from uuid import uuid4

import pytest

from definitions.code.installed import GROUP, load
from definitions.entry_points import InstalledError
from tests.worker.packaging import install
from worker.packages import WORKFLOWS

WORKFLOW = """
from temporalio import workflow
from definitions.code import Code

@workflow.defn
class W:
    @workflow.run
    async def run(self) -> int: ...

@workflow.defn(name="W")
class V:
    @workflow.run
    async def run(self) -> int: ...

"""
ONE = "A = Code(workflow=W, namespace='a', name='b', version='1.0.0')\n"


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Makes one of its text, and says what it is called."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def make(text: str, target: str = "") -> str:
        name = f"p{uuid4().hex}"
        (tmp_path / f"{name}.py").write_text(text)
        install(tmp_path, f"Of.{name}", name + target)
        importlib.invalidate_caches()
        made.append(name)
        return f"of-{name}"

    yield make
    for name in made:
        sys.modules.pop(name, None)


class TestLoad:
    def test_the_group_is_the_one_that_keepers_look_for(self):
        assert GROUP == WORKFLOWS

    def test_everything_in_a_module(self, package):
        two = "B = Code(workflow=W, namespace='a', name='b', version='2.0.0', activities=[len])\n"
        name = package(WORKFLOW + ONE + two)
        found = load(name)
        assert (found.name, found.queue) == (name, f"code/{name}")
        assert [one.version for one in found.declared] == ["1.0.0", "2.0.0"]
        assert len(found.workflows) == 1
        assert found.activities == [len]

    def test_one_by_name(self, package):
        assert len(load(package(WORKFLOW + ONE, ":A")).codes) == 1

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("1 // 0", "ZeroDivisionError"),
            ("import nothing_of_this_name", "ModuleNotFoundError"),
            ("(", "SyntaxError"),
            ("", "leads to no Code"),
            (WORKFLOW, "leads to no Code"),
            (WORKFLOW + ONE + ONE.replace("A =", "B ="), "declares a/b 1.0.0 twice"),
            (
                WORKFLOW + ONE + ONE.replace("A =", "B =").replace("W,", "V,").replace("1.", "2."),
                "two workflows that Temporal would call W",
            ),
            (WORKFLOW + ONE.replace("1.0.0", "one"), "the version can't be 'one'"),
        ],
        ids=["raises", "imports", "syntax", "empty", "none", "twice", "one-type", "version"],
    )
    def test_what_can_not_be_used(self, package, text, said):
        name = package(text)
        with pytest.raises(InstalledError, match=said):
            load(name)

    @pytest.mark.parametrize("name", ["", "nothing", "../x", "☃"])
    def test_what_is_not_installed(self, name):
        with pytest.raises(InstalledError, match="is installed"):
            load(name)
