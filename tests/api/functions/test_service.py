"""Pages of the catalogue, without HTTP."""

from __future__ import annotations

import pytest

from api.errors import ApiError
from api.functions import service
from definitions.functions.catalogue import Catalogue
from tests.definitions.functions.declaring import declared

KNOWN = Catalogue(
    [
        *(declared(version=version) for version in ("1.0.0", "1.9.0", "1.10.0", "2.0.0-rc.1")),
        declared(name="bill", category="money", title="Write a bill"),
        declared(name="pay", category="money", summary="Pays BILLS with ☃."),
    ]
)


def walked(limit: int, search: str = "", category: str | None = None) -> list[tuple[str, str]]:
    cursor, seen = None, []
    while True:
        page = service.page(KNOWN, search, category, cursor, limit)
        assert len(page["items"]) <= limit
        seen += [(item["name"], item["version"]) for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return seen


class TestPage:
    @pytest.mark.parametrize("limit", [1, 2, 3, 200])
    def test_by_name_and_version(self, limit):
        assert walked(limit) == [
            ("bill", "1.0.0"),
            ("greet", "1.0.0"),
            ("greet", "1.9.0"),
            ("greet", "1.10.0"),
            ("greet", "2.0.0-rc.1"),
            ("pay", "1.0.0"),
        ]

    def test_filters(self):
        assert [name for name, _ in walked(1, search=" BILL ")] == ["bill", "pay"]
        assert [name for name, _ in walked(1, category="money")] == ["bill", "pay"]
        assert walked(1, search="☃", category="money") == [("pay", "1.0.0")]
        assert walked(1, search="nothing") == walked(1, category="Money") == []

    def test_a_page_goes_on_where_a_function_has_gone(self):
        cursor = service.page(KNOWN, "", None, None, 2)["next"]
        fewer = Catalogue(one for one in KNOWN if one.version != "1.0.0" or one.name != "greet")
        (item,) = service.page(fewer, "", None, cursor, 1)["items"]
        assert item["version"] == "1.9.0"

    @pytest.mark.parametrize("cursor", ["", "x", "Z3JlZXQ", "YS9iL2M", "/", "é"])
    def test_cursors_that_are_none_of_ours(self, cursor):
        with pytest.raises(ApiError) as raised:
            service.page(KNOWN, "", None, cursor, 1)
        assert raised.value.status_code == 422


class TestDescribe:
    def test_the_newest_release_is_marked(self):
        newest = {
            one.version: service.describe(KNOWN, "greet", one.version)["newest"]
            for one in KNOWN
            if one.name == "greet"
        }
        assert newest == {"1.0.0": False, "1.9.0": False, "1.10.0": True, "2.0.0-rc.1": False}

    @pytest.mark.parametrize(("name", "version"), [("greet", "3.0.0"), ("x", "1.0.0"), ("", "")])
    def test_what_is_not_there(self, name, version):
        with pytest.raises(ApiError) as raised:
            service.describe(KNOWN, name, version)
        assert raised.value.status_code == 404
