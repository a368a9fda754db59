"""Authentications by name: put in where they are named, and nowhere else."""

from __future__ import annotations

import pytest

from definitions.authentication import (
    UnknownAuthenticationError,
    at,
    put,
    templates_in,
    with_policies,
)

DOCUMENT = {"use": {"authentications": {"me": {"basic": {"use": "login"}}}}}
PLACE = ("endpoint", "authentication")


class TestWithPolicies:
    @pytest.mark.parametrize("named", [{"use": "me"}, "me", {"use": "me", "basic": {}}])
    def test_a_name_becomes_its_policy(self, named):
        given = {"endpoint": {"uri": "x", "authentication": named}, "body": {"a": 1}}
        made = with_policies(given, (PLACE,), DOCUMENT)
        assert made == {
            "endpoint": {"uri": "x", "authentication": {"basic": {"use": "login"}}},
            "body": {"a": 1},
        }
        assert given["endpoint"]["authentication"] == named

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"endpoint": "x"},
            {"endpoint": {"uri": "x", "authentication": {"bearer": {"token": "t"}}}},
            {"endpoint": {"uri": "x"}, "body": {"authentication": {"use": "me"}}},
            {"endpoint": {"uri": "x", "authentication": "${ .which }"}},
            {"endpoint": {"uri": "x", "authentication": {"use": 5}}},
        ],
    )
    def test_all_else_stays(self, given):
        assert with_policies(given, (PLACE,), DOCUMENT) == given

    @pytest.mark.parametrize("document", [{}, {"use": None}, {"use": {"authentications": []}}])
    def test_a_name_of_nothing(self, document):
        given = {"endpoint": {"authentication": {"use": "me"}}}
        with pytest.raises(UnknownAuthenticationError, match="'me'"):
            with_policies(given, (PLACE,), document)


class TestTemplates:
    def test_endpoints_and_authorities(self):
        given = {
            "endpoint": {
                "uri": "https://a/{id}",
                "authentication": {
                    "oauth2": {"authority": "https://{t}.b", "endpoints": {"token": "/{t}"}}
                },
            },
        }
        assert templates_in(given, (("endpoint",),), (PLACE,)) == (
            ("endpoint", "uri"),
            (*PLACE, "oauth2", "authority"),
            (*PLACE, "oauth2", "endpoints", "token"),
        )

    @pytest.mark.parametrize("uri", ["https://a/x", '${ .uri + "{id}" }', "/{+id}", 5, None])
    def test_others_are_none(self, uri):
        assert templates_in({"endpoint": uri}, (("endpoint",),), ()) == ()


class TestPlaces:
    def test_at_and_put(self):
        value = {"a": {"b": 1, "c": 2}}
        assert at(value, ("a", "b")) == 1
        assert at(value, ("a", "b", "c")) is None
        assert put(value, ("a", "b"), 3) == {"a": {"b": 3, "c": 2}}
        assert value == {"a": {"b": 1, "c": 2}}
