"""The OpenAPI document says how one signs in and what refusals look like."""

from __future__ import annotations

from api.app import create_api
from api.permissions import PUBLIC


class TestDescribed:
    def test_guarded_addresses_name_both_ways_in(self):
        document = create_api().openapi()
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                guarded = f"{method.upper()} {path}" not in PUBLIC
                assert ("security" in operation) is guarded
                assert ("401" in operation["responses"]) >= guarded
        assert set(document["components"]["securitySchemes"]) == {"key", "session"}

    def test_every_reference_leads_somewhere(self):
        document = create_api().openapi()
        schemas = document["components"]["schemas"]
        wanted: list[object] = [document]
        while wanted:
            value = wanted.pop()
            if isinstance(value, dict):
                reference = value.get("$ref")
                if isinstance(reference, str):
                    assert reference.removeprefix("#/components/schemas/") in schemas
                wanted.extend(value.values())
            elif isinstance(value, list):
                wanted.extend(value)

    def test_made_once(self):
        api = create_api()
        assert api.openapi() is api.openapi()
