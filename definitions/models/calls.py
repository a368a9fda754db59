"""Calls: of services by the protocols that the standard knows, and of functions.

Never: a protocol carried out; only what an author can say of a call.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints, Tag, model_validator
from pydantic_core import PydanticCustomError

from definitions.models.authentication import AnyAuthentication
from definitions.models.base import (
    MAP,
    TEXT,
    TRUTH,
    Duration,
    Filled,
    Model,
    OpenModel,
    Text,
    Values,
    Whole,
    choice,
    choice_of_expression,
    exactly_one,
    written,
)
from definitions.models.events import EventIterator
from definitions.models.resources import AnyEndpoint, Resource
from definitions.models.task import Task
from definitions.values import Json, JsonObject

Shown: TypeAlias = Literal["raw", "content", "response"]
Redirect: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[bool, Tag(TRUTH)],
    choice_of_expression("true or false, or an expression in ${ }"),
]


class HttpArguments(Model):
    method: Text
    endpoint: AnyEndpoint
    headers: Values | None = None
    query: Values | None = None
    body: Json = None
    output: Shown | None = None
    redirect: Redirect | None = None


class HttpTask(Task):
    call: Literal["http"]
    with_: HttpArguments = Field(alias="with")


class OpenApiArguments(Model):
    document: Resource
    operation_id: Text = Field(alias="operationId")
    parameters: Values | None = None
    authentication: AnyAuthentication | None = None
    output: Shown | None = None
    redirect: Redirect | None = None


class OpenApiTask(Task):
    call: Literal["openapi"]
    with_: OpenApiArguments = Field(alias="with")


# ---- gRPC


class GrpcService(Model):
    name: Text
    host: Annotated[
        str,
        StringConstraints(
            strict=True,
            pattern=r"^[a-zA-Z0-9](?:[a-zA-Z0-9-.]{0,61}[a-zA-Z0-9])?$|^\s*\$\{.+\}\s*$",
        ),
    ]
    port: Annotated[int, Field(strict=True, ge=0, le=65535)] | None = None
    authentication: AnyAuthentication | None = None


class GrpcArguments(Model):
    proto: Resource
    service: GrpcService
    method: Text
    arguments: Values | None = None


class GrpcTask(Task):
    call: Literal["grpc"]
    with_: GrpcArguments = Field(alias="with")


# ---- AsyncAPI


class AsyncApiServer(Model):
    name: Text
    variables: JsonObject | None = None


class AsyncApiMessage(Model):
    payload: Values | None = None
    headers: Values | None = None


CONSUMED = ("amount", "while", "until")


class AsyncApiConsumption(Model):
    """Exactly one of amount, while and until."""

    for_: Duration | None = Field(default=None, alias="for")
    amount: Whole | None = None
    while_: Text | None = Field(default=None, alias="while")
    until: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> AsyncApiConsumption:
        exactly_one(self, *CONSUMED)
        return self


class AsyncApiSubscription(Model):
    filter: Text | None = None
    consume: AsyncApiConsumption
    foreach: EventIterator | None = None


class AsyncApiArguments(Model):
    """A channel or an operation, and a message or a subscription."""

    document: Resource
    channel: Text | None = None
    operation: Text | None = None
    server: AsyncApiServer | None = None
    protocol: (
        Literal[
            "amqp", "amqp1", "anypointmq", "googlepubsub", "http", "ibmmq", "jms", "kafka",
            "mercure", "mqtt", "mqtt5", "nats", "pulsar", "redis", "sns", "solace", "sqs", "stomp",
            "ws",
        ]
        | None
    ) = None  # fmt: skip
    message: AsyncApiMessage | None = None
    subscription: AsyncApiSubscription | None = None
    authentication: AnyAuthentication | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> AsyncApiArguments:
        exactly_one(self, "channel", "operation")
        exactly_one(self, "message", "subscription")
        return self


class AsyncApiTask(Task):
    call: Literal["asyncapi"]
    with_: AsyncApiArguments = Field(alias="with")


# ---- agents and their tools


Parameters: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[JsonObject, Tag(MAP)],
    choice("a map, or an expression"),
]
FilledParameters: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[Filled, Tag(MAP)],
    choice("a map, or an expression"),
]


class A2aArguments(Model):
    method: Literal[
        "message/send",
        "message/stream",
        "tasks/get",
        "tasks/list",
        "tasks/cancel",
        "tasks/resubscribe",
        "tasks/pushNotificationConfig/set",
        "tasks/pushNotificationConfig/get",
        "tasks/pushNotificationConfig/list",
        "tasks/pushNotificationConfig/delete",
        "agent/getAuthenticatedExtendedCard",
    ]
    agent_card: Resource | None = Field(default=None, alias="agentCard")
    server: AnyEndpoint | None = None
    parameters: FilledParameters | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> A2aArguments:
        if not written(self) & {"agentCard", "server"}:
            context = {"names": "agentCard, server", "given": ""}
            raise PydanticCustomError("one_of", "exactly one", context)
        return self


class A2aTask(Task):
    call: Literal["a2a"]
    with_: A2aArguments = Field(alias="with")


class McpHttp(OpenModel):
    endpoint: AnyEndpoint
    headers: Values | None = None


class McpProcess(OpenModel):
    command: Text
    arguments: tuple[Text, ...] | None = None
    environment: dict[str, Text] | None = None


class McpTransport(OpenModel):
    """Exactly one of http and stdio."""

    http: McpHttp | None = None
    stdio: McpProcess | None = None
    options: dict[str, Text] | None = None

    @model_validator(mode="after")
    def _one(self) -> McpTransport:
        exactly_one(self, "http", "stdio")
        return self


class McpClient(OpenModel):
    name: Text
    version: Text


class McpArguments(OpenModel):
    protocol_version: Text | None = Field(default=None, alias="protocolVersion")
    method: Literal[
        "tools/list",
        "tools/call",
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/read",
        "resources/templates/list",
    ]
    parameters: Parameters | None = None
    timeout: Duration | None = None
    transport: McpTransport
    client: McpClient | None = None


class McpTask(Task):
    call: Literal["mcp"]
    with_: McpArguments = Field(alias="with")


# ---- functions


class FunctionTask(Task):
    """Calls a function of the catalogue."""

    call: Text
    with_: Values | None = Field(default=None, alias="with")


class OwnFunctionTask(FunctionTask):
    """Calls a function that the document defines itself, under `use.functions`."""
