"""`openapi.call`: finds the operation, then asks as `http.call` does.

The description may be fetched again, so it comes before the intent. Whether the operation is safe
to repeat is known only then. Never: a secret of the parameters for a host that the description
names and the secret doesn't.
"""

from __future__ import annotations

import hashlib

from msgspec.structs import replace
from temporalio import activity

from activities.authentication.authenticator import Authenticator
from activities.failures import retried
from activities.http_calls import HttpCalls, Prepared
from activities.http_request import endpoint_of, read_request, read_url, receiver
from activities.openapi.documents import Documents
from activities.openapi.operations import find_operation
from activities.openapi.requests import request_of
from activities.pulse import pulse
from activities.secrets import Mask, Secrets
from definitions import errors
from definitions.contracts import Call, Outcome
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, canonical


class OpenApiActivities:
    """One for a worker."""

    def __init__(
        self,
        calls: HttpCalls,
        documents: Documents,
        authenticator: Authenticator,
        secrets: Secrets,
        most: int,
    ) -> None:
        self._calls = calls
        self._documents = documents
        self._authenticator = authenticator
        self._secrets = secrets
        self._most = most

    @activity.defn(name="openapi.call")
    async def call(self, call: Call) -> Outcome:
        with retried("openapi.call"), pulse():
            return await self._calls.make(call, self._prepare)

    async def _prepare(self, call: Call, mask: Mask) -> Prepared:
        given = call.arguments
        if not isinstance(given, dict):
            raise _misconfigured("The arguments of call openapi are no map.")
        operation_id = given.get("operationId")
        if not isinstance(operation_id, str):
            raise _misconfigured("operationId is no text; name an operation of the document.")
        endpoint = _endpoint(given.get("document"))
        url, document = await self._document(call, endpoint, mask)
        operation = find_operation(document, operation_id, read_url(url))
        server = receiver(read_url(operation.server + "/"))
        asking = replace(call, arguments={"parameters": given.get("parameters")})
        put_in = await self._secrets.put_in(asking, lambda _: [server])
        mask.take(put_in.mask)
        request = request_of(
            operation,
            _parameters(put_in.arguments),
            call.key,
            self._most,
            output=given.get("output"),
            redirect=given.get("redirect"),
        )
        if receiver(request.url) != server:
            raise _misconfigured("The path of the operation leads away from its server.")
        known = await self._authenticator.authorizing(
            call, given.get("authentication"), request.url, mask
        )
        return Prepared(request, mask, known, honours_key=operation.takes_key)

    async def _document(
        self, call: Call, endpoint: JsonObject, mask: Mask
    ) -> tuple[str, JsonObject]:
        authentication = endpoint.get("authentication")
        where: Json = {"endpoint": {"uri": endpoint.get("uri")}}
        put_in = await self._secrets.put_in(
            replace(call, arguments=where),
            lambda known: [receiver(read_url(endpoint_of(known)))],
        )
        mask.take(put_in.mask)
        url = endpoint_of(put_in.arguments)
        asking: JsonObject = {
            "method": "get",
            "endpoint": url,
            "headers": {"Accept": "application/json, application/yaml, */*;q=0.5"},
            "redirect": True,
        }
        request = read_request(asking, None, self._most)
        known = await self._authenticator.authorizing(call, authentication, request.url, mask)
        policy = hashlib.sha256(canonical(authentication)).hexdigest()
        owner = f"{call.tenant}\0{policy}"
        return url, await self._documents.get(owner, request, known, mask)


def _endpoint(document: Json) -> JsonObject:
    endpoint = document.get("endpoint") if isinstance(document, dict) else None
    if isinstance(endpoint, str):
        return {"uri": endpoint}
    if isinstance(endpoint, dict):
        return endpoint
    raise _misconfigured("The document has no endpoint; say where the OpenAPI document lies.")


def _parameters(arguments: Json) -> JsonObject:
    given = arguments.get("parameters") if isinstance(arguments, dict) else None
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise ProblemError(errors.validation("parameters is no map of names and values."))
    return given


def _misconfigured(detail: str) -> ProblemError:
    return ProblemError(errors.configuration(detail))
