"""Effects: the only place that talks to the world on behalf of a run.

One module for each family of functions; an activity type is named `<module>.<function>`. Never:
a decision about the process, and never an import of workflow code; the two meet in the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from activities.approvers import ApproverActivities
from activities.authentication.authenticator import Authenticator
from activities.egress import Egress, parse_allowed
from activities.functions.call import FunctionActivities
from activities.functions.notify import Notices
from activities.functions.registry import Functions
from activities.functions.run_files import FilesOfRuns
from activities.functions.vendors import Apps
from activities.honouring import Honouring
from activities.http import HttpActivities
from activities.http_calls import HttpCalls
from activities.http_connections import Connections
from activities.http_sender import Sender
from activities.intents import Intents
from activities.openapi.call import OpenApiActivities
from activities.openapi.documents import MOST_BYTES, Documents
from activities.outside import Outside
from activities.record import RunActivities
from activities.recorder import Recorder
from activities.sandbox.order import MEBIBYTE, Limits
from activities.sandbox.programs import Program
from activities.script import ScriptActivities
from activities.script_source import MOST_BYTES as MOST_OF_A_SCRIPT
from activities.script_source import ScriptSources
from activities.secrets import Secrets
from activities.settings import ActivitySettings
from activities.start import StartActivities
from channels.graph import SCOPE, Graph
from channels.settings import ChatSettings
from channels.teams.client import Connector
from channels.teams.login import SCOPE as BOT
from channels.teams.login import Login, Session
from channels.teams.settings import TeamsSettings
from definitions.functions.installed import Installed
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.session import Database

__all__ = ["Effects", "registry"]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a worker registers, and what it has to close."""

    activities: list[Callable[..., object]]
    recorder: Recorder
    connections: Connections
    functions: FunctionActivities
    scripts: ScriptActivities
    calls: HttpCalls
    secrets: Secrets
    apps: Apps

    async def close(self) -> None:
        """After the worker has drained: write what is queued, let the connections go."""
        await self.calls.close()
        self.connections.close()
        await self.functions.close()
        await self.scripts.close()
        await self.apps.close()
        await self.secrets.close()
        await self.recorder.close()


def registry(
    database: Database,
    keyring: Keyring,
    settings: ActivitySettings,
    installed: Iterable[Installed] = (),
    programs: Mapping[str, Program] | None = None,
    files: FileBytes | None = None,
) -> Effects:
    """All activities of a worker, on the event loop that runs now.

    `programs` carry out scripts; without them none is run. Without `files` no function has any.
    """
    recorder = Recorder(database, keyring)
    connections = Connections(Egress(parse_allowed(settings.http_allow)))
    intents = Intents(database, keyring, recorder)
    secrets = Secrets(database, keyring)
    sender = Sender(connections, settings.http_max_bytes)
    authenticator = Authenticator(connections, sender, secrets)
    honouring = Honouring.parse(settings.http_honours_key)
    calls = HttpCalls(sender, intents, settings.http_timeout_seconds, honouring)
    http = HttpActivities(calls, authenticator, secrets, settings.http_max_bytes)
    documents = Documents(Sender(connections, min(settings.http_max_bytes, MOST_BYTES)))
    openapi = OpenApiActivities(calls, documents, authenticator, secrets, settings.http_max_bytes)
    apps = _apps(database, keyring, connections, settings)
    functions = FunctionActivities(
        Functions(installed, Notices(database, keyring), apps),
        intents,
        secrets,
        None if files is None else FilesOfRuns(database, keyring, files),
    )
    limits = Limits(
        seconds=settings.script_timeout_seconds,
        memory_bytes=settings.script_memory_mb * MEBIBYTE,
        output_bytes=settings.script_output_bytes,
    )
    sources = ScriptSources(
        Sender(connections, MOST_OF_A_SCRIPT), authenticator, secrets, settings.http_timeout_seconds
    )
    scripts = ScriptActivities(
        programs or {}, limits, settings.scripts_at_once, intents, secrets, sources
    )
    runs = RunActivities(recorder)
    starts = StartActivities(database, keyring)
    calls_out = [http.call, openapi.call, functions.call, scripts.run]
    kept = [runs.record, starts.start, ApproverActivities(database).people]
    return Effects(
        [*calls_out, *kept], recorder, connections, functions, scripts, calls, secrets, apps
    )


def _apps(
    database: Database, keyring: Keyring, connections: Connections, settings: ActivitySettings
) -> Apps:
    """The organisations' own, at the vendors of chats."""
    teams = TeamsSettings()

    def login(scope: str) -> Login:
        return Login(Session(teams.teams_login_url), scope)

    return Apps(
        database,
        keyring,
        Outside(connections),
        Connector(login(BOT), teams.more_hosts),
        Graph(login(SCOPE), settings.graph_url),
        ChatSettings().slack_api,
    )
