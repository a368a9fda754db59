"""Names to functions, and the catalogue that comes with Baton."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from definitions.functions.catalogue import Catalogue, Reference, read_declaration, shipped
from definitions.functions.declaration import DeclarationError
from definitions.functions.fitting import misfits
from tests.definitions.functions.declaring import declared

ICONS = Path(__file__).parents[3] / "designer/node_modules/@tabler/icons-react/dist/esm/icons"


class TestReference:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("log", ("log", None, "default")),
            ("log:1.0.0", ("log", "1.0.0", "default")),
            ("log:1.0.0-rc.1+build@default", ("log", "1.0.0-rc.1+build", "default")),
            ("log@tools", ("log", None, "tools")),
        ],
    )
    def test_reads(self, text, parts):
        found = Reference.read(text)
        assert found is not None
        assert (found.name, found.version, found.catalog) == parts

    @pytest.mark.parametrize(
        "text",
        ["", " log", "log:", "log@", ":1.0.0", "log:1@a@b", "https://x.example/f.yaml", "lög",
         "a" * 301, "log\n", "log:1.0.0 @default", "../log", "${ .x }"],
    )  # fmt: skip
    def test_what_names_nothing(self, text):
        assert Reference.read(text) is None


class TestCatalogue:
    def test_the_highest_release_where_none_is_named(self):
        versions = ("1.9.0", "1.10.0", "2.0.0-rc.1", "1.10.0-rc.1")
        known = Catalogue(declared(version=version) for version in versions)
        assert known.versions("greet") == ("1.9.0", "1.10.0-rc.1", "1.10.0", "2.0.0-rc.1")
        found = known.find(Reference("greet"))
        assert found is not None
        assert found.version == "1.10.0"
        early = known.find(Reference("greet", "2.0.0-rc.1"))
        assert early is not None
        assert known.find(Reference("greet", "3.0.0")) is None
        assert known.find(Reference("greet", "1.9.0", "tools")) is None
        assert known.find(Reference("other")) is None

    def test_only_what_leads_to_a_release_is_taken_by_its_version_alone(self):
        known = Catalogue([declared(version="1.0.0-rc.1")])
        assert known.find(Reference("greet")) is None


class TestShipped:
    def test_names(self):
        assert set(shipped().names) >= {"http", "log", "template", "uuid"}

    @pytest.mark.parametrize("one", [*shipped()], ids=lambda one: one.name)
    def test_each_is_whole(self, one):
        for example in one.examples:
            assert misfits(one.input, example.input) == []
            assert misfits(one.output, example.output) == []
        for name, schema in one.input["properties"].items():
            assert schema.get("title"), f"{one.name}: {name} needs a title for its form"
        assert (ICONS / f"Icon{one.icon.title().replace('-', '')}.mjs").exists() or not (
            ICONS.exists()
        )

    def test_versions_of_a_function_agree_on_what_may_be_repeated(self):
        """A call without a version is planned before it is known which one is called."""
        for name in shipped().names:
            assert len({one.idempotent for one in shipped() if one.name == name}) == 1

    def test_published_schemas_stay(self):
        page = Path(__file__).with_name("fingerprints.txt").read_text()
        kept = dict(re.findall(r"^(\S+) ([0-9a-f]{64})$", page, re.MULTILINE))
        assert {f"{one.name}:{one.version}": one.fingerprint for one in shipped()} == kept


class TestReadDeclaration:
    @pytest.mark.parametrize("text", ["[]", "a: 1", "name: x\nname: y", "a: ]", ""])
    def test_says_which_file_is_wrong(self, text):
        with pytest.raises(DeclarationError, match=r"x\.yaml"):
            read_declaration(text, "x.yaml")
