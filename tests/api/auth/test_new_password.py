"""What a new password must be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from api.auth.new_password import check
from api.errors import ApiError


@dataclass
class Person:
    email: str = "ada.byron@demo.example"
    name: str = "Ada Byron"


def rule(password: str, person: Person | None = None) -> object:
    with pytest.raises(ApiError) as refused:
        check(password, person or Person())
    assert refused.value.status_code == 422
    assert refused.value.remedy
    assert len(password) < 3 or password not in refused.value.detail
    return refused.value.more["rule"]


class TestCheck:
    @pytest.mark.parametrize(
        "good",
        [
            "correct horse battery staple",
            "كلمة سر طويلة",
            "zwölf Äpfel",
            "👩‍🚀🌍🌘🪐☄️✨🌌🔭🛰️🚀",
            "wqpzmxvbtk",
            "x" + " " * 20 + "y",
            "Ada likes long walks",
        ],
    )
    def test_good_ones_whatever_they_are_made_of(self, good: str):
        check(good, Person())

    @pytest.mark.parametrize("short", ["", "a", "wqpzmxvbt", "äöü"])
    def test_too_short(self, short: str):
        assert rule(short) == "too-short"

    @pytest.mark.parametrize(
        "common", ["1234567890", "QWERTYUIOP", "password123", "Password2026!", "aaaaaaaaaaaa"]
    )
    def test_what_everybody_tries(self, common: str):
        assert rule(common) == "common"

    @pytest.mark.parametrize(
        "own", ["ada.byron@demo.example", "AdaByron1843", "byron-ada-byron", "Demo.Example.1"]
    )
    def test_ones_own_name(self, own: str):
        assert rule(own) == "like-you"

    def test_somebody_without_a_name(self):
        check("wqpzmxvbtk", Person("@", ""))
