"""Packages with entry points, as importlib finds them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from definitions.entry_points import InstalledError
from definitions.functions.installed import catalogue, installed

CODE = """
from pydantic import BaseModel
from definitions.functions import Example, function

class Person(BaseModel):
    name: str

@function("{name}", "{version}", title="Greet", summary="Greets.", category="text",
          icon="hand-stop", examples=[Example(input={{"name": "Ada"}}, output="Hello, Ada!")])
def greet(given: Person) -> str:
    return f"Hello, {{given.name}}!"
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Puts a package where Python looks, as an installer would."""
    monkeypatch.syspath_prepend(tmp_path)
    made: list[str] = []

    def make(package: str, code: str, *, point: str | None = None, version: str = "1.0") -> Path:
        module = package.replace("-", "_")
        made.append(module)
        (tmp_path / f"{module}.py").write_text(code)
        info = tmp_path / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n"
        )
        (info / "entry_points.txt").write_text(f"[baton.functions]\n{module} = {point or module}\n")
        importlib.invalidate_caches()
        return info

    yield make
    for module in made:
        sys.modules.pop(module, None)


def keys() -> list[tuple[str, str, str]]:
    return [(*one.key, one.package) for one in installed()]


class TestInstalled:
    def test_a_module_with_functions(self, package):
        package("hello-tools", CODE.format(name="hello", version="1.2.0"))
        assert keys() == [("hello", "1.2.0", "hello-tools 1.0")]
        found = catalogue(installed())
        assert found.get("hello", "1.2.0") is not None
        assert found.get("log", "1.0.0") is not None

    def test_a_function_alone(self, package):
        package("hello", CODE.format(name="hello", version="1.0.0"), point="hello:greet")
        assert keys() == [("hello", "1.0.0", "hello 1.0")]

    def test_several_versions_and_packages(self, package):
        package("b", CODE.format(name="hello", version="1.10.0"))
        package("a", CODE.format(name="hello", version="1.9.0"))
        assert [key[:2] for key in keys()] == [("hello", "1.10.0"), ("hello", "1.9.0")]

    def test_what_leads_to_the_same_function_twice_is_one(self, package):
        info = package("hello", CODE.format(name="hello", version="1.0.0"))
        (info / "entry_points.txt").write_text(
            "[baton.functions]\none = hello\ntwo = hello:greet\n"
        )
        assert len(keys()) == 1

    def test_two_packages_that_claim_the_same(self, package):
        package("first", CODE.format(name="hello", version="1.0.0"))
        package("second", CODE.format(name="hello", version="1.0.0"))
        with pytest.raises(InstalledError, match=r"first 1\.0 and second 1\.0 both declare hello"):
            installed()

    @pytest.mark.parametrize("name", ["log", "http", "grpc"])
    def test_a_name_that_is_batons(self, package, name):
        package("odd", CODE.format(name=name, version="9.0.0"))
        with pytest.raises(InstalledError, match=f"odd 1.0 declares the function {name}"):
            installed()

    @pytest.mark.parametrize(
        ("code", "point", "said"),
        [
            ("import nowhere_at_all", None, "ModuleNotFoundError: No module named 'nowhere"),
            ("def broken(:", None, "SyntaxError"),
            ("raise SystemError('no')", None, "SystemError: no"),
            ("x = 1", None, "leads to no function"),
            ("x = 1", "odd:x", "leads to no function"),
            ("x = 1", "odd:y", "AttributeError"),
            (CODE.format(name="A", version="1.0.0"), None, r"name: .*package odd 1\.0"),
        ],
        ids=["import", "syntax", "raises", "empty", "no function", "attribute", "declaration"],
    )
    def test_what_can_not_be_loaded_is_named(self, package, code, point, said):
        package("odd", code, point=point)
        with pytest.raises(InstalledError, match=said) as raised:
            installed()
        assert "odd 1.0" in str(raised.value)
        assert "Traceback" not in str(raised.value)
