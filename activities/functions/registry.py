"""Which function a call means, and how it is carried out: those of Baton and of installed packages.

Never: looked up in the environment while a run waits; a worker knows its functions from its start.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final, TypeAlias, cast

from activities.functions import log, uuid_
from activities.functions.notify import Notify, Tells
from activities.functions.outlook import Outlook
from activities.functions.slack import Slack
from activities.functions.teams import Teams
from activities.functions.template import Templates
from activities.functions.vendors import Vendors
from definitions import errors
from definitions.errors import ProblemError
from definitions.functions.authoring import Caller, Function
from definitions.functions.catalogue import Reference, shipped
from definitions.functions.installed import Installed, catalogue
from definitions.values import Json, JsonObject

Body: TypeAlias = Callable[[JsonObject, Caller], Awaitable[Json]]
SEEKING: Final = frozenset({"slack-post"})
"""Find out by themselves whether an earlier attempt has done it."""


class Functions:
    """Of one worker."""

    def __init__(
        self,
        installed: Iterable[Installed] = (),
        tells: Tells | None = None,
        vendors: Vendors | None = None,
    ) -> None:
        found = list(installed)
        self._templates = Templates()
        self._catalogue = catalogue(found)
        self._known = {one.key: one.function for one in found}
        outlook, slack, teams = Outlook(vendors), Slack(vendors), Teams(vendors)
        bodies: dict[str, Body] = {
            "log": log.write,
            "notify": Notify(tells, self._templates).notify,
            "outlook-event": outlook.event,
            "outlook-events": outlook.events,
            "outlook-mail": outlook.mail,
            "slack-lookup": slack.lookup,
            "slack-post": slack.post,
            "slack-update": slack.update,
            "slack-upload": slack.upload,
            "teams-post": teams.post,
            "template": self._templates.fill,
            "uuid": uuid_.make,
        }
        for declaration in shipped():
            body = bodies.get(declaration.name)
            if body is not None:
                seeks = declaration.name in SEEKING
                self._known[declaration.key] = Function(declaration, body, _as_json, seeks=seeks)

    def find(self, name: str) -> Function:
        """Raises the problem that the process has when there is no such function."""
        reference = Reference.read(name)
        declaration = None if reference is None else self._catalogue.find(reference)
        function = None if declaration is None else self._known.get(declaration.key)
        if function is None:
            raise ProblemError(
                errors.configuration(
                    f"This worker has no function {name!r}. Install the package that brings it, "
                    "or correct the name."
                )
            )
        return function

    async def close(self) -> None:
        await self._templates.close()


def _as_json(result: object) -> Json:
    """Ours speak JSON already."""
    return cast("Json", result)
