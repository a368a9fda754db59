"""What lies elsewhere: which of it a document needs, where it is, and where it is put."""

from __future__ import annotations

import pytest

from definitions.externals import (
    External,
    ExternalError,
    address_of,
    externals_of,
    of_catalogue,
    of_repository,
    put_in,
)
from definitions.functions.catalogue import Reference
from definitions.reader import read

HEAD = "document: { dsl: '1.0.3', namespace: n, name: n, version: '1.0.0' }\n"


def needed(text):
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    return list(externals_of(reading.workflow, reading.document))


class TestExternalsOf:
    def test_a_function_of_a_catalogue(self):
        found = needed(
            "use: { catalogs: { tools: { endpoint: 'https://x.test/c/' } } }\n"
            "do: [ { add: { call: 'add:1.2.0@tools' } } ]\n"
        )
        assert [(one.kind, one.pointer, one.name, one.uri) for one in found] == [
            (
                "function",
                "/do/0/add/call",
                "add:1.2.0@tools",
                "https://x.test/c/functions/add/1.2.0/function.yaml",
            )
        ]

    def test_a_function_by_url(self):
        [found] = needed("do: [ { add: { call: 'https://x.test/add.yaml' } } ]\n")
        assert (found.name, found.uri) == ("https://x.test/add.yaml",) * 2

    def test_schemas_of_the_process_and_of_tasks(self):
        found = needed(
            "input: { schema: { resource: { endpoint: 'https://x.test/in.json' } } }\n"
            "do: [ { a: { set: { a: 1 }, output: { schema: { resource: "
            "{ endpoint: { uri: 'https://x.test/out.json' } } } } } } ]\n"
        )
        assert [(one.pointer, one.uri) for one in found] == [
            ("/input/schema/resource", "https://x.test/in.json"),
            ("/do/0/a/output/schema/resource", "https://x.test/out.json"),
        ]

    def test_a_policy_by_name_is_written_out(self):
        [found] = needed(
            "use:\n"
            "  authentications: { me: { basic: { username: u, password: p } } }\n"
            "  catalogs:\n"
            "    tools: { endpoint: { uri: 'https://x.test', authentication: { use: me } } }\n"
            "do: [ { add: { call: 'add:1.0.0@tools' } } ]\n"
        )
        assert found.authentication == {"basic": {"username": "u", "password": "p"}}

    @pytest.mark.parametrize(
        "call", ["log:1.0.0", "log", "log:1.0.0@default", "add:1.0.0@nobody", "add@tools"]
    )
    def test_the_default_catalogue_and_what_nobody_has_are_not_elsewhere(self, call):
        text = (
            "use: { catalogs: { tools: { endpoint: 'https://x.test' } } }\n"
            f"do: [ {{ add: {{ call: '{call}' }} }} ]\n"
        )
        assert needed(text) == []

    def test_the_default_catalogue_can_be_another(self):
        text = (
            "use: { catalogs: { default: { endpoint: 'https://x.test' } } }\n"
            "do: [ { add: { call: 'log:1.0.0@default' } } ]\n"
        )
        assert [one.uri for one in needed(text)] == [
            "https://x.test/functions/log/1.0.0/function.yaml"
        ]

    def test_functions_of_the_document_are_not_elsewhere(self):
        text = (
            "use: { functions: { 'https://x.test/a': { set: { a: 1 } } } }\n"
            "do: [ { add: { call: 'https://x.test/a' } } ]\n"
        )
        assert needed(text) == []


class TestPutIn:
    def test_a_schema_takes_the_place_of_its_resource(self):
        reading = read(
            HEAD + "do: [ { a/b: { set: { a: 1 }, output: { schema: { format: 'json:7', resource: "
            "{ endpoint: 'https://x.test/out.json' } } } } } ]\n"
        )
        [found] = externals_of(reading.workflow, reading.document)
        made = put_in(reading.document, found, {"type": "integer"})
        assert made["do"][0]["a/b"]["output"]["schema"] == {
            "format": "json:7",
            "document": {"type": "integer"},
        }
        assert "resource" in reading.document["do"][0]["a/b"]["output"]["schema"]

    def test_a_function_becomes_one_of_the_document(self):
        reading = read(HEAD + "do: [ { a: { call: 'https://x.test/f' } } ]\n")
        [found] = externals_of(reading.workflow, reading.document)
        made = put_in(reading.document, found, {"set": {"a": 1}})
        assert made["use"] == {"functions": {"https://x.test/f": {"set": {"a": 1}}}}
        assert "use" not in reading.document


RAW = "https://raw.githubusercontent.com"


class TestAddresses:
    @pytest.mark.parametrize(
        ("root", "at"),
        [
            ("https://x.test/c", "https://x.test/c/functions/log/1.0.0/function.yaml"),
            ("https://x.test/c/", "https://x.test/c/functions/log/1.0.0/function.yaml"),
            ("https://github.com/o/r", f"{RAW}/o/r/HEAD/functions/log/1.0.0/function.yaml"),
            ("https://github.com/o/r.git", f"{RAW}/o/r/HEAD/functions/log/1.0.0/function.yaml"),
            (
                "https://github.com/o/r/tree/main",
                f"{RAW}/o/r/main/functions/log/1.0.0/function.yaml",
            ),
            (
                "https://gitlab.com/g/s/r/-/tree/main",
                "https://gitlab.com/g/s/r/-/raw/main/functions/log/1.0.0/function.yaml",
            ),
        ],
        ids=["plain", "slash", "github", "git", "github-branch", "gitlab"],
    )
    def test_of_a_catalogue(self, root, at):
        reference = Reference.read("log:1.0.0@x")
        assert reference is not None
        assert of_catalogue(root, reference) == at

    @pytest.mark.parametrize(
        ("call", "at"),
        [
            ("https://x.test/f", "https://x.test/f"),
            ("https://github.com/o/r/f@v1.0.0", f"{RAW}/o/r/v1.0.0/f/function.yaml"),
            ("https://github.com/o/r/blob/main/f.yaml", f"{RAW}/o/r/main/f.yaml"),
            ("https://github.com/o/r/tree/main/f", f"{RAW}/o/r/main/f/function.yaml"),
            ("https://github.com.evil.test/o/r/f", "https://github.com.evil.test/o/r/f"),
        ],
        ids=["plain", "marked", "file", "folder", "another-host"],
    )
    def test_of_a_call(self, call, at):
        assert of_repository(call) == at


class TestAddressOf:
    def test_secrets_are_left(self):
        token = {"bearer": {"token": "${ $secrets.key }"}}
        found = address_of(External("function", "", "f", "https://x.test", token))
        assert found.uri == "https://x.test"
        assert "${ $secrets.key }" not in str(found.authentication)

    @pytest.mark.parametrize(
        "uri",
        [
            "https://x.test/{name}",
            "${ .uri }",
            '${ "https://" + $secrets.host }',
            "${ 1 }",
            "${ broken( }",
            None,
        ],
        ids=["template", "expression", "secret", "number", "broken", "nothing"],
    )
    def test_what_only_a_run_knows_is_refused(self, uri):
        with pytest.raises(ExternalError):
            address_of(External("function", "", "f", uri))
