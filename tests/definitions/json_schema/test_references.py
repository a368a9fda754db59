"""Where references lead, and where they don't."""

from __future__ import annotations

import pytest

from definitions.json_schema.references import NowhereError, References

DOCUMENT = {
    "$id": "https://example.com/root",
    "$defs": {
        "plain": {"type": "string"},
        "a/b~c": {"type": "integer"},
        "named": {"$anchor": "here"},
        "own": {"$id": "item", "$anchor": "here", "$defs": {"x": {}}},
        "escaped": {"properties": {"%25": {}}},
    },
    "const": {"$anchor": "data"},
}


@pytest.fixture
def references():
    return References(DOCUMENT, old=False)


class TestFind:
    @pytest.mark.parametrize(
        ("reference", "pointer", "found"),
        [
            ("#", "", ""),
            ("#/$defs/plain", "", "/$defs/plain"),
            ("#/$defs/a~1b~0c", "", "/$defs/a~1b~0c"),
            ("#/%24defs/plain", "", "/$defs/plain"),
            ("#here", "", "/$defs/named"),
            ("#here", "/$defs/own/$defs/x", "/$defs/own"),
            ("item#/$defs/x", "", "/$defs/own/$defs/x"),
            ("https://example.com/item", "", "/$defs/own"),
            ("https://example.com/root#here", "/$defs/own", "/$defs/named"),
        ],
    )
    def test_what_is_inside(self, references, reference, pointer, found):
        assert references.find(reference, pointer) == found

    @pytest.mark.parametrize(
        ("reference", "remote"),
        [
            ("https://example.com/other", True),
            ("file:///etc/passwd", True),
            ("other.json", True),
            ("http://[", True),
            ("#nobody", False),
            ("#data", False),
        ],
    )
    def test_what_is_not(self, references, reference, remote):
        with pytest.raises(NowhereError) as error:
            references.find(reference, "")
        assert error.value.remote is remote

    def test_a_name_of_a_resource_that_is_no_address(self):
        references = References({"$id": "urn:x:1", "$defs": {"a": {}}}, old=False)
        assert references.find("#/$defs/a", "") == "/$defs/a"

    def test_anchors_of_earlier_drafts(self):
        references = References({"definitions": {"a": {"$id": "#here"}}}, old=True)
        assert references.find("#here", "") == "/definitions/a"


class TestAt:
    @pytest.mark.parametrize("pointer", ["/x", "/$defs/plain/type/0", "/$defs/nobody", "/const/01"])
    def test_nothing(self, references, pointer):
        with pytest.raises(NowhereError):
            references.at(pointer)

    def test_in_lists(self):
        assert References({"allOf": [True, {"a": 1}]}, old=False).at("/allOf/1/a") == 1


class TestTwice:
    def test_a_dynamic_anchor_in_two_resources(self):
        inner = {"$id": "inner", "$dynamicAnchor": "node"}
        assert References({"$dynamicAnchor": "node", "$defs": {"x": inner}}, old=False).twice
        assert not References({"$dynamicAnchor": "node"}, old=False).twice
