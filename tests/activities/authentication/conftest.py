"""A world in which calls share what the worker keeps: tokens, challenges, certificates."""

from __future__ import annotations

import pytest

from activities.http_connections import Connections
from tests.activities.calling import Kept, Vault, World
from tests.activities.stub import Stub


@pytest.fixture
def world(stub: Stub, connections: Connections) -> World:
    made = World(stub, Kept(), Vault(), connections)
    made.lasting = made.effects()
    return made
