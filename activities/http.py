"""`http.call`: asks a remote service on behalf of a run.

Temporal may repeat this activity as often as it likes; what is made at most once is in
`http_calls.py`. Never: a fault of the request found after something has left.
"""

from __future__ import annotations

from msgspec.structs import replace
from temporalio import activity

from activities.authentication.authenticator import Authenticator
from activities.failures import retried
from activities.http_calls import HttpCalls, Prepared
from activities.http_request import endpoint_of, read_request, read_url, receiver
from activities.pulse import pulse
from activities.secrets import Mask, Secrets
from definitions.contracts import Call, Outcome
from definitions.values import Json


class HttpActivities:
    """One for a worker."""

    def __init__(
        self, calls: HttpCalls, authenticator: Authenticator, secrets: Secrets, most: int
    ) -> None:
        self._calls = calls
        self._authenticator = authenticator
        self._secrets = secrets
        self._most = most

    @activity.defn(name="http.call")
    async def call(self, call: Call) -> Outcome:
        with retried("http.call"), pulse():
            return await self._calls.make(call, self._prepare)

    async def _prepare(self, call: Call, mask: Mask) -> Prepared:
        arguments, authentication = _apart(call.arguments)
        put_in = await self._secrets.put_in(replace(call, arguments=arguments), receivers_of)
        mask.take(put_in.mask)
        key = None if call.safe else call.key
        request = read_request(put_in.arguments, key, self._most)
        authorizing = await self._authenticator.authorizing(call, authentication, request.url, mask)
        return Prepared(request, mask, authorizing)


def receivers_of(arguments: Json) -> list[str]:
    return [receiver(read_url(endpoint_of(arguments)))]


def _apart(arguments: Json) -> tuple[Json, Json]:
    """The arguments without the endpoint's authentication, whose secrets go elsewhere too."""
    endpoint = arguments.get("endpoint") if isinstance(arguments, dict) else None
    if not isinstance(arguments, dict) or not isinstance(endpoint, dict):
        return arguments, None
    if "authentication" not in endpoint:
        return arguments, None
    bare = {name: value for name, value in endpoint.items() if name != "authentication"}
    return {**arguments, "endpoint": bare}, endpoint["authentication"]
