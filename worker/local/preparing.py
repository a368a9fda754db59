"""The steps before the stack can start: environment, web application, Temporal, browser.

Never: a step that looks at more than files to learn that it is done; a warm start passes here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from worker.local.commands import Commands
from worker.local.fetching import Fetcher, certificates, node_requirement
from worker.local.go_build import GoBuild
from worker.local.steps import Say, Step
from worker.local.temporal_finding import Finder, sdk_download
from worker.local.tools import cache_folder, on_path
from worker.local.trouble import LocalError

GIGABYTE = 1_000_000_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_BROWSER_SECONDS = 600
_LEFT_OUT = {"node_modules", "dist", "test-results", "playwright-report", "coverage"}


@dataclass(frozen=True)
class Preparing:
    """The places of one clone."""

    root: Path
    environment: Mapping[str, str]

    @cached_property
    def cache(self) -> Path:
        return cache_folder(self.environment)

    @cached_property
    def commands(self) -> Commands:
        kept = {k: v for k, v in self.environment.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
        return Commands(self.root / ".tools" / "logs", kept)

    @cached_property
    def fetcher(self) -> Fetcher:
        # In a virtual environment the base is the Python to go by: ours may be made anew.
        base = str(getattr(sys, "_base_executable", sys.executable))
        return Fetcher(self.commands, self.environment, self.cache, base)

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def designer(self) -> Path:
        return self.root / "designer"

    def steps(self, *, work: bool = False, tests: bool = False) -> list[Step]:
        """For `make run`; with `work` also what checks and tests of the web application need."""
        found = [self._uv(), self._python(), self._node(work=work), self._packages(work=work)]
        found += [self._web(), self._temporal()]
        return [*found, *([self._browser()] if tests else [])]

    def _uv(self) -> Step:
        return Step(
            name="uv",
            title="uv",
            # The cached one is there from the first start on; the PATH needn't be asked then.
            done=lambda: self.python.exists() or self.fetcher.uv is not None,
            act=lambda _: self.fetcher.fetch_uv(),
            bytes_needed=GIGABYTE // 20,
        )

    def _python(self) -> Step:
        stamp = Stamp(self.root, "python", _digest_of_environment(self.root))

        def act(say: Say) -> None:
            if self.fetcher.uv is None:
                self.fetcher.fetch_uv()
            uv, more = str(self.fetcher.need_uv()), self.fetcher.registry()
            more |= {"VIRTUAL_ENV": str(self.venv), "UV_PYTHON_DOWNLOADS": "never"}
            making = [uv, "venv", "--quiet", "--clear", "--python", self.fetcher.python]
            syncing = [uv, "pip", "sync", "--require-hashes", "requirements.lock"]
            ours = [uv, "pip", "install", "--no-deps", "--no-build-isolation", "-e", "."]
            what = "Setting the Python environment up"
            if not self._fits():
                making += ["--prompt", "baton", str(self.venv)]
                self.commands.run(what, making, folder=self.root, log="python", more=more)
            say("fetching the packages of the lock file")
            self.commands.run(what, syncing, folder=self.root, log="python", more=more)
            self.commands.run(what, ours, folder=self.root, log="python", more=more)
            stamp.set()

        return Step(
            name="python",
            title="Python environment",
            needs=("uv",),
            done=lambda: self.python.exists() and stamp.holds(),
            act=act,
            takes="half a minute",
            bytes_needed=GIGABYTE,
        )

    def _fits(self) -> bool:
        """Whether the environment belongs to the Python that runs this."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.python.exists() and (self.venv / "lib" / version).exists()

    def _node(self, *, work: bool) -> Step:
        requirement = node_requirement(self.designer / "package.json")
        return Step(
            name="node",
            title="Node",
            needs=("uv",),
            done=lambda: (
                (not work and self._built.holds() and not self._runs_javascript)
                or self.fetcher.node(requirement) is not None
            ),
            act=lambda _: self.fetcher.fetch_node(),
            bytes_needed=GIGABYTE // 3,
        )

    @property
    def _runs_javascript(self) -> bool:
        """As scripts of processes: Node is needed also where nothing is left to build."""
        kinds = self.environment.get("BATON_ALLOW_SCRIPTS", "").replace(" ", "").split(",")
        return "1" in kinds or "javascript" in kinds

    def _packages(self, *, work: bool) -> Step:
        files = [self.designer / "package.json", self.designer / "package-lock.json"]
        stamp = Stamp(self.root, "packages", digest(files))
        modules = self.designer / "node_modules"

        def act(say: Say) -> None:
            del say
            self._npm("Fetching the web application's packages", "ci", "--no-audit", "--no-fund")
            stamp.set()

        return Step(
            name="packages",
            title="Packages of the web application",
            needs=("node",),
            done=lambda: (not work and self._built.holds()) or (modules.exists() and stamp.holds()),
            act=act,
            bytes_needed=GIGABYTE // 2,
        )

    def _web(self) -> Step:
        def act(say: Say) -> None:
            del say
            self._npm("Building the web application", "run", "build")
            self._built.set()

        return Step(
            name="web",
            title="Web application",
            needs=("packages",),
            done=self._built.holds,
            act=act,
            bytes_needed=GIGABYTE // 20,
        )

    @cached_property
    def _built(self) -> Stamp:
        built = self.designer / "dist" / "index.html"
        return Stamp(self.root, "web", digest(sources(self.designer)), built)

    def npm(self) -> tuple[list[str], dict[str, str]]:
        """How to call npm, and what it must find around it."""
        node = self.fetcher.node(node_requirement(self.designer / "package.json"))
        if node is None:
            self.fetcher.fetch_node()
            node = self.fetcher.node(node_requirement(self.designer / "package.json"))
        folder = node.folder if node else Path()
        found = node.environment(self.environment) if node else {}
        return [str(folder / "npm")], found

    def _npm(self, what: str, *arguments: str) -> None:
        npm, more = self.npm()
        more |= certificates(self.environment, self.venv)
        more |= {"NO_COLOR": "1", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
        self.commands.run(what, [*npm, *arguments], folder=self.designer, log="web", more=more)

    def _temporal(self) -> Step:
        def finder(say: Say) -> Finder:
            build = GoBuild(
                environment=self.environment,
                cache=self.cache,
                commands=self.commands,
                fetch_go=self.fetcher.fetch_go,
                say=say,
                more=certificates(self.environment, self.venv),
            )
            download = sdk_download(self.commands, self.python)
            return Finder(self.environment, self.cache, download, build)

        return Step(
            name="temporal",
            title="Temporal server",
            needs=("python",),
            done=lambda: finder(lambda _: None).at_hand() is not None,
            act=lambda say: _discard(finder(say).find(say)),
            takes="a download where that is possible, else a build of 4 to 7 minutes",
            bytes_needed=5 * GIGABYTE,
        )

    def _browser(self) -> Step:
        return Step(
            name="browser",
            title="Chromium",
            needs=("packages",),
            done=lambda: browser(self.environment) is not None,
            act=self._fetch_browser,
            bytes_needed=GIGABYTE,
        )

    def _fetch_browser(self, say: Say) -> None:
        """Playwright's own where its download is open, else the one of Debian."""
        _, more = self.npm()
        more |= certificates(self.environment, self.venv)
        playwright = str(self.designer / "node_modules" / ".bin" / "playwright")
        apt = on_path("apt-get", self.environment)
        apt = apt if os.getuid() == 0 else None
        try:
            self.commands.run(
                "Fetching Playwright's Chromium",
                [playwright, "install", "chromium"],
                folder=self.designer,
                log="browser",
                more=more,
                seconds=_BROWSER_SECONDS,
            )
        except LocalError as error:
            if apt is None:
                raise LocalError(
                    "The tests need Chromium, and Playwright's own could not be downloaded. Put "
                    "the program `chromium` on the PATH (on Debian: apt-get install chromium) and "
                    f"start again. ({error})"
                ) from error
            say("Playwright's own can't be downloaded here: taking Debian's package")
            self._apt(apt, "update")
            self._apt(apt, "install", "--yes", "--no-install-recommends", "chromium")
            return
        if apt is not None:
            dependencies = [playwright, "install-deps", "chromium"]
            what = "Fetching the libraries of Chromium"
            self.commands.run(what, dependencies, folder=self.designer, log="browser", more=more)

    def _apt(self, apt: Path, *arguments: str) -> None:
        self.commands.run(
            "Fetching Debian's Chromium",
            [str(apt), "--quiet", *arguments],
            folder=self.root,
            log="browser",
            more={"DEBIAN_FRONTEND": "noninteractive"},
        )


@dataclass(frozen=True)
class Stamp:
    """A note that a step was done for this content, and that its result is still there."""

    root: Path
    name: str
    content: str
    result: Path | None = None

    @property
    def _file(self) -> Path:
        return self.root / ".tools" / "stamps" / self.name

    def holds(self) -> bool:
        try:
            noted = self._file.read_text() == self.content
        except OSError:
            return False
        return noted and (self.result is None or self.result.exists())

    def set(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(self.content)


def digest(files: Iterable[Path]) -> str:
    found = sha256()
    for file in files:
        found.update(f"{file}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def sources(folder: Path) -> list[Path]:
    """What a build depends on: everything tracked, none of what is made."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        found += [Path(place) / name for name in sorted(names)]
    return found


def browser(environment: Mapping[str, str]) -> Path | None:
    """A Chromium of the machine, or the folder of Playwright's own."""
    for name in BROWSERS:
        found = on_path(name, environment)
        if found:
            return found
    given = environment.get("PLAYWRIGHT_BROWSERS_PATH")
    own = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    folder = Path(given) if given else own / "ms-playwright"
    # The marker is written last, so a broken-off download doesn't count.
    return next((file.parent for file in folder.glob("chromium-*/INSTALLATION_COMPLETE")), None)


def _digest_of_environment(root: Path) -> str:
    version = ".".join(str(part) for part in sys.version_info[:2])
    return version + digest([root / "requirements.lock", root / "pyproject.toml"])


def _discard(found: object) -> None:
    del found
