"""Runs one program in a jail of namespaces: a process of its own, started for each.

Three processes: the warden outside, who counts memory and tells how it ended; the first process
inside, whose end takes every other one inside with it; and the program. The warden dies with the
worker, the first process with the warden, so nothing is left over, whoever is killed. Never: an
import from beyond the standard library and this folder; a start takes 50 ms.
"""

from __future__ import annotations

import errno
import os
import platform
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from activities.sandbox import call_filter, kernel, tree
from activities.sandbox.order import WORK, End, Limits, Order
from activities.sandbox.watch import used_bytes

FIRST_USER = 1_900_000_000
"""Users that no account has. Each jail has one, so that the kernel counts its processes alone."""

NOBODY = 65_534
INNER_USER = 1_000
WATCH_SECONDS = 0.05
HOST_NAME = "script"
_SELF = Path("/proc/self")
_ISOLATED = kernel.NEW_MOUNTS | kernel.NEW_NETWORK | kernel.NEW_IPC | kernel.NEW_HOST_NAME


def main() -> None:
    """Arguments: the worker's process, and the pipe to tell the end to."""
    worker, said = int(sys.argv[1]), int(sys.argv[2])
    os.set_inheritable(said, False)
    _let_go(said)
    os.umask(0o022)
    order = Order.decode(sys.stdin.buffer.read())
    _end_with(lambda: os.getppid() == worker)
    try:
        end = _guarded(order, said)
    except OSError as error:
        end = End(trouble=_told(error))
    os.write(said, end.encode())


def _let_go(besides: int) -> None:
    """Of whatever files the worker had open: some event loops hand on all that can be handed on."""
    os.closerange(3, besides)
    os.closerange(besides + 1, os.sysconf("SC_OPEN_MAX"))


def _guarded(order: Order, said: int) -> End:
    """The warden: starts the first process, and waits."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    user = _separate()
    alive, held = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(held)
        _leave(lambda: _first(order, said, alive, user), said)
    os.close(alive)
    while True:
        signal.sigtimedwait({signal.SIGCHLD}, WATCH_SECONDS)
        ended, status = os.waitpid(first, os.WNOHANG)
        if ended:
            # It has told the end itself, unless something has killed it.
            return End(stopped="memory") if os.WIFSIGNALED(status) else End()
        if used_bytes(first) > order.limits.memory_bytes:
            os.kill(first, signal.SIGKILL)


def _separate() -> int:
    """Processes inside have numbers of their own. Answers which user they will be."""
    if os.geteuid() == 0:
        try:
            kernel.unshare(kernel.NEW_PROCESSES)
        except PermissionError:
            pass  # root of a container that may not; it may still do it as others do
        else:
            return _unused()
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.NEW_USERS | kernel.NEW_PROCESSES)
    (_SELF / "setgroups").write_text("deny")
    (_SELF / "uid_map").write_text(f"{INNER_USER} {user} 1")
    (_SELF / "gid_map").write_text(f"{INNER_USER} {group} 1")
    return INNER_USER


def _unused() -> int:
    """A user that nobody else is; in a container that has few of them, nobody."""
    wanted = FIRST_USER + os.getpid()
    lines = (_SELF / "uid_map").read_text(encoding="ascii").splitlines()
    ranges = [tuple(map(int, line.split())) for line in lines]
    known = any(first <= wanted < first + count for first, _, count in ranges)
    return wanted if known else NOBODY


def _first(order: Order, said: int, alive: int, user: int) -> None:
    """The first process inside: builds the jail, starts the program, and tells its end."""
    os.set_blocking(alive, False)
    kernel.unshare(_ISOLATED)
    kernel.set_host_name(HOST_NAME)
    tree.build(order, user)
    if user != INNER_USER:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _end_with(lambda: not _closed(alive))
    kernel.drop_capabilities()
    kernel.forbid_new_privileges()
    kernel.hide_from_peers()
    stdin = os.open(f"/{tree.STDIN}", os.O_RDONLY)
    program = os.fork()
    if program == 0:
        _leave(lambda: _program(order, stdin), said)
    while True:
        ended, status = os.wait()
        if ended == program:
            code = os.waitstatus_to_exitcode(status)
            os.write(said, End(code=128 - code if code < 0 else code).encode())
            return


def _program(order: Order, stdin: int) -> None:
    os.setsid()
    os.dup2(stdin, 0)
    os.chdir(WORK)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _limit(order.limits)
    kernel.filter_calls(call_filter.program(platform.machine()))
    os.execve(order.command[0], order.command, order.environment)  # noqa: S606 - the very purpose


def _limit(limits: Limits) -> None:
    seconds = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.space_bytes),
        (resource.RLIMIT_FSIZE, limits.files_bytes),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _leave(act: Callable[[], None], said: int) -> None:
    """A process after a fork ends here, whatever happens."""
    try:
        act()
    except (OSError, ValueError, KeyError) as error:
        os.write(said, End(trouble=_told(error)).encode())
    finally:
        os._exit(0)


def _end_with(is_there: Callable[[], bool]) -> None:
    """Die with the parent, also when it was quicker."""
    kernel.die_with_parent(signal.SIGKILL)
    if not is_there():
        os._exit(0)


def _closed(alive: int) -> bool:
    try:
        return os.read(alive, 1) == b""
    except BlockingIOError:
        return False


def _told(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.E2BIG:
        return "arguments"
    return str(error)


if __name__ == "__main__":
    main()
