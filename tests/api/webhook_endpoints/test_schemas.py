"""What an endpoint may be."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.webhook_endpoints.schemas import EndpointWanted, RotationWanted

GOOD = {"url": "https://hooks.example:8443/in?token=x", "types": ["notice.asked", "approval.*"]}


class TestEndpointWanted:
    def test_as_it_is_kept(self):
        said = {"description": " Ours ☃ ", "processes": ["sales/*", "sales/*"], "types": ["*", "*"]}
        wanted = EndpointWanted.model_validate(GOOD | said)
        assert wanted.description == "Ours ☃"
        assert (wanted.processes, wanted.types, wanted.enabled) == (["sales/*"], ["*"], True)

    @pytest.mark.parametrize(
        "change",
        [
            {"url": "http://hooks.example/in"},
            {"url": "https://u:p@hooks.example"},
            {"url": "https://hooks.example/#x"},
            {"url": "https://[::1"},
            {"url": "ftp://hooks.example"},
            {"url": "https://"},
            {"url": "https://hooks.example/\r\nx: y"},
            {"url": "https://hooks.example/" + "x" * 2000},
            {"url": 7},
            {"types": []},
            {"types": ["notice.unknown"]},
            {"types": ["webhook.test"]},
            {"processes": ["sales"]},
            {"processes": ["a/b"] * 60},
            {"description": "a\nb"},
            {"description": "x" * 201},
            {"secret": "whsec_mine"},
        ],
        ids=str,
    )
    def test_what_does_not_fit(self, change):
        with pytest.raises(ValidationError):
            EndpointWanted.model_validate(GOOD | change)


class TestRotationWanted:
    def test_a_day_unless_it_is_said(self):
        assert RotationWanted().graceHours == 24

    @pytest.mark.parametrize("hours", [-1, 169])
    def test_not_for_ever(self, hours):
        with pytest.raises(ValidationError):
            RotationWanted(graceHours=hours)
