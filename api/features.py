"""The switches of a tenant: parts of Baton that it can do without.

Each is asked where its part is entered. Never: a switch that only hides a page.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from api.auth.principal import Principal
from api.errors import ApiError

Feature: TypeAlias = Literal["api-keys", "code", "events", "rehearsals", "scripts"]
"""Keys for programs; processes that workers bring; events from outside; trying a version on past
runs; scripts in what is published from then on."""

FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)


def needs(principal: Principal, feature: Feature) -> None:
    if feature in principal.features_off:
        raise ApiError(
            403,
            "feature-off",
            f"Your organisation does without {feature}.",
            "Ask whoever runs this installation to turn it on.",
        )
