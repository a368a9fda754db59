"""The checked-in OpenAPI file says what the routes do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx

from api import openapi

METHODS = {"get", "put", "post", "patch", "delete"}


def operations() -> Iterator[tuple[str, dict[str, object]]]:
    for path, methods in json.loads(openapi.document())["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


class TestDocument:
    def test_the_file_is_up_to_date(self):
        kept = openapi.FILE.read_text(encoding="utf-8")
        assert kept == openapi.document(), "run: python -m api.openapi"

    def test_it_is_what_the_version_says(self):
        assert json.loads(openapi.document())["openapi"].startswith("3.1.")

    def test_every_operation_says_what_it_does(self):
        for name, operation in operations():
            assert operation.get("description"), name

    def test_every_name_in_an_address_is_taken(self):
        """Whoever sends one that nobody reads is answered about something else."""
        for name, operation in operations():
            taken = [one["name"] for one in operation.get("parameters", []) if one["in"] == "path"]
            assert sorted(taken) == sorted(re.findall(r"\{(\w+)", name)), name

    def test_refusals_are_problems(self):
        for name, operation in operations():
            for status, answer in operation["responses"].items():  # type: ignore[union-attr]
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (name, status)

    def test_nothing_of_one_machine_is_in_it(self):
        assert "servers" not in json.loads(openapi.document())

    async def test_it_is_served_as_it_is_kept(self, stranger: httpx.AsyncClient):
        served = (await stranger.get("/api/v1/openapi.json")).json()
        assert served == json.loads(openapi.document())


class TestMain:
    def test_writes_the_file(self, tmp_path: Path, monkeypatch):
        monkeypatch.setattr(openapi, "FILE", tmp_path / "openapi.json")
        openapi.main()
        assert (tmp_path / "openapi.json").read_text() == openapi.document()
