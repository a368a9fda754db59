"""The requests about templates."""

from __future__ import annotations

import os

import pytest

from cli import access
from cli.errors import CliError

PATH = "/api/v1/notification-templates"


@pytest.mark.usefixtures("at_the_api")
class TestTemplateClient:
    def test_a_name_is_escaped(self, at_the_api):
        whole = {"name": "a/b", "version": 1, "texts": {}, "sample": {}}
        at_the_api.answer("GET", f"{PATH}/a%2Fb", whole)
        with access.connect(os.environ) as client:
            assert client.template("a/b", None).name == "a/b"

    def test_a_refusal_is_told(self, at_the_api):
        at_the_api.problem("PUT", f"{PATH}/a", 409, "Somebody else has saved it.")
        with access.connect(os.environ) as client, pytest.raises(CliError, match="Somebody else"):
            client.save_template("a", {"base": 1})
