"""`uuid`: an id that nothing else has.

Made of the call's idempotency key, so a call that is repeated after a lost worker gives the same
id. Never: chance; an id that an effect has used must not change when the effect is tried again.
"""

from __future__ import annotations

import uuid

from definitions.functions.authoring import Caller
from definitions.values import Json, JsonObject

_SPACE = uuid.UUID("b2a3f5f6-6a1c-5d0a-9a54-0f5f5a1c7d11")


async def make(_arguments: JsonObject, caller: Caller) -> Json:
    return str(uuid.uuid5(_SPACE, caller.key))
