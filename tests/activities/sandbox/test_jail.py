"""Programs in the jail: what they get, what they give, and what they can't do to the machine."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
import uuid

import psutil
import pytest

from activities.sandbox import jail
from activities.sandbox.jail import JailError, StoppedError
from activities.sandbox.order import MEBIBYTE, Limits, Order


def marked(mark: str) -> list[int]:
    """Processes of this machine whose command names the mark."""
    found: list[int] = []
    for process in psutil.process_iter():
        try:
            told = process.cmdline()
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        if any(mark in part for part in told) and process.pid != os.getpid():
            found.append(process.pid)
    return found


async def gone(mark: str) -> bool:
    async with asyncio.timeout(30):
        while marked(mark):  # noqa: ASYNC110 - nobody tells when a stranger's process has ended
            await asyncio.sleep(0.05)
    return True


async def there(mark: str) -> list[int]:
    async with asyncio.timeout(30):
        while not marked(mark):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return marked(mark)


class TestPrograms:
    async def test_are_given_arguments_input_and_variables(self, runs):
        text = 'printf \'%s|%s|%s|%s\' "$(cat)" "$1" "$2" "$COLOR"'
        ended = await runs("shell", text, "Foo", "two; $(id)", stdin='a "b"', COLOR="red")
        assert ended.stdout == b'a "b"|Foo|two; $(id)|red'
        assert (ended.code, ended.stderr) == (0, b"")

    async def test_give_back_code_and_both_outputs(self, runs):
        ended = await runs("shell", "printf out; printf err >&2; exit 3")
        assert ended == jail.Ended(3, b"out", b"err")

    async def test_that_die_by_a_signal_have_the_shells_code(self, runs):
        ended = await runs("python", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
        assert ended.code == 128 + signal.SIGTERM

    async def test_may_write_to_a_folder_of_their_own_and_start_others(self, runs):
        text = "echo a > a; cp a b; cat < b | tr a c; pwd; ls /tmp"
        ended = await runs("shell", text)
        assert ended.stdout == b"c\n/tmp\na\nb\n"

    async def test_find_nothing_of_those_before_them(self, runs):
        await runs("shell", "echo secret > /tmp/left")
        ended = await runs("shell", "ls -A /tmp")
        assert ended.stdout == b""

    @pytest.mark.parametrize(
        "text",
        ["ü € 😀 \u202e", "a\nb\r\n\tc", "x" * 100_000, ""],
        ids=["odd", "lines", "long", "no"],
    )
    async def test_get_any_text(self, runs, text):
        code = "import sys; sys.stdout.buffer.write(sys.argv[1].encode() + sys.stdin.buffer.read())"
        ended = await runs("python", code, text, stdin=text)
        assert ended.stdout.decode() == text * 2

    async def test_get_a_null_byte_by_their_input_and_give_any_bytes(self, runs):
        ended = await runs("shell", "cat; printf '\\377\\000'", stdin="a\0b")
        assert ended.stdout == b"a\0b\xff\0"

    async def test_that_are_not_there_are_said(self, programs):
        assert programs
        with pytest.raises(JailError, match="nowhere"):
            await jail.run(Order(("/bin/nowhere",)))

    async def test_with_more_arguments_than_linux_takes(self, programs):
        assert programs
        with pytest.raises(JailError, match="arguments"):
            await jail.run(Order(("/bin/sh", "-c", "x" * 200_000)))


class TestWalls:
    async def test_environment_of_the_worker(self, runs, monkeypatch):
        monkeypatch.setenv("BATON_MASTER_KEY", "geheim")
        ended = await runs("shell", "env; cat /proc/*/environ")
        assert b"geheim" not in ended.stdout
        assert b"BATON" not in ended.stdout

    async def test_files_of_the_machine(self, runs, tmp_path):
        key = tmp_path / "master.key"
        key.write_text("geheim")
        key.chmod(0o644)
        text = """
            for file in "$1" /etc/shadow /etc/hosts /proc/1/environ; do
              cat "$file" && echo OPEN
            done
            ln -s "$1" link && cat link && echo OPEN
            ln "$1" hard && echo OPEN
            """
        ended = await runs("shell", textwrap.dedent(text), str(key))
        assert ended.stdout == b""

    @pytest.mark.parametrize("place", ["/", "/usr/bin", "/etc", "/script", "/dev", "/proc/1"])
    async def test_nothing_outside_can_be_written(self, runs, place):
        ended = await runs("shell", 'touch "$1/x" && echo OPEN; chmod 777 "$1" && echo OPEN', place)
        assert ended.stdout == b""

    async def test_its_own_script_stays_as_it_is(self, runs):
        ended = await runs("shell", 'echo x >> "$0" || echo closed')
        assert ended.stdout == b"closed\n"

    async def test_network(self, runs):
        with socket.create_server(("127.0.0.1", 0)) as server:
            code = """
                import socket, sys
                def attempt(family, kind, address):
                    try:
                        with socket.socket(family, kind) as opened:
                            opened.settimeout(2)
                            opened.connect(address)
                        print("OPEN")
                    except OSError:
                        print("closed")
                port = int(sys.argv[1])
                attempt(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", port))
                attempt(socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 53))
                attempt(socket.AF_INET6, socket.SOCK_STREAM, ("::1", port))
                attempt(socket.AF_UNIX, socket.SOCK_STREAM, "\\0name")
                """
            ended = await runs("python", textwrap.dedent(code), str(server.getsockname()[1]))
        assert ended.stdout.split() == [b"closed"] * 4

    async def test_sockets_in_files(self, runs, tmp_path):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "s"))
            server.listen()
            code = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
            ended = await runs("python", code, str(tmp_path / "s"))
        assert ended.code == 1
        assert b"PermissionError" in ended.stderr

    async def test_processes_of_others(self, runs):
        text = "for p in /proc/[0-9]*; do echo ${p#/proc/}; done; kill -9 -1; kill -9 1; echo on"
        ended = await runs("shell", text)
        assert ended.stdout.split() == [b"1", b"2", b"on"]

    async def test_open_files_of_the_worker(self, runs):
        held = os.dup(0)
        os.set_inheritable(held, True)
        ended = await runs("shell", "ls /proc/self/fd")
        os.close(held)
        # The last one is the look itself.
        assert ended.stdout.split() in ([b"0", b"1", b"2"], [b"0", b"1", b"2", b"3"])

    @pytest.mark.parametrize(
        "command",
        ["unshare -Ur true", "mount -t tmpfs none /tmp", "chroot /tmp true", "su -c true"],
    )
    async def test_no_way_to_more_rights(self, runs, command):
        ended = await runs("shell", f"{command} && echo OPEN")
        assert ended.stdout == b""

    async def test_who_it_is(self, runs):
        ended = await runs("shell", "id -u; id -G; hostname; cat /proc/self/status | grep -i ^cap")
        user, groups, host, *caps = ended.stdout.split(b"\n")
        assert user != b"0"
        assert groups == user
        assert host == b"script"
        assert all(line.split()[1] == b"0" * 16 for line in caps if line and b"Bnd" not in line)


class TestLimits:
    async def test_time(self, runs):
        with pytest.raises(StoppedError, match="time"):
            await runs("shell", "while :; do :; done", limits=Limits(seconds=2))

    async def test_time_of_who_sleeps_and_will_not_hear(self, runs):
        text = "trap '' TERM INT HUP; setsid sleep 1000 & sleep 1000"
        with pytest.raises(StoppedError, match="time"):
            await runs("shell", text, limits=Limits(seconds=2))

    @pytest.mark.parametrize("where", ["", " >&2"], ids=["output", "error output"])
    async def test_output(self, runs, where):
        with pytest.raises(StoppedError, match="output"):
            await runs("shell", f"yes{where}", limits=Limits(seconds=60, output_bytes=100_000))

    async def test_output_up_to_the_limit(self, runs):
        limits = Limits(seconds=60, output_bytes=100_000)
        ended = await runs("shell", "head -c 100000 /dev/urandom", limits=limits)
        assert len(ended.stdout) == 100_000

    @pytest.mark.parametrize(
        "text",
        [
            "held = []\nwhile True: held.append(bytearray(b'x' * 2**20))",
            (
                "import os\nfor _ in range(6): os.fork()\n"
                "held = [bytearray(b'x' * 2**20) for _ in range(20)]\n"
                "import time; time.sleep(60)"
            ),
        ],
        ids=["of one", "of many"],
    )
    async def test_memory(self, runs, text):
        limits = Limits(seconds=60, memory_bytes=128 * MEBIBYTE)
        with pytest.raises(StoppedError, match="memory"):
            await runs("python", text, limits=limits)

    @pytest.mark.parametrize(
        "text",
        [
            "import mmap; mmap.mmap(-1, 4096)",
            "import os; os.memfd_create('x')",
            "import mmap; mmap.mmap(os.open('/dev/zero', 2), 4096)",
        ],
        ids=["shared", "memfd", "zero"],
    )
    async def test_memory_that_nobody_could_count(self, runs, text):
        ended = await runs("python", f"import os\n{text}")
        assert ended.code == 1

    async def test_files(self, runs):
        text = "for n in 1 2 3 4; do head -c 20000000 /dev/urandom > $n || echo full; done; du -m ."
        ended = await runs("shell", text, limits=Limits(seconds=60, files_bytes=30 * MEBIBYTE))
        assert b"full" in ended.stdout
        assert int(ended.stdout.split()[-2]) <= 30

    async def test_a_fork_bomb(self, runs):
        text = "bomb() { bomb | bomb & }; bomb 2>/dev/null; sleep 1; echo on"
        ended = await runs("shell", text)
        assert ended.stdout == b"on\n"

    async def test_a_fork_bomb_that_is_stopped(self, runs):
        mark = uuid.uuid4().hex
        code = "import os\nwhile True:\n try: os.fork()\n except OSError: pass"
        with pytest.raises(StoppedError, match="time"):
            await runs("python", code, mark, limits=Limits(seconds=3))
        assert await gone(mark)


class TestRemains:
    async def test_a_daemon_ends_with_its_program(self, runs):
        mark = uuid.uuid4().hex
        ended = await runs("shell", f"(setsid sh -c 'sleep 1000; : {mark}' &) ; echo on")
        assert ended.stdout == b"on\n"
        assert marked(mark) == []

    async def test_who_holds_the_output_open_holds_up_nobody(self, runs):
        ended = await runs("shell", "setsid sleep 1000 & echo on")
        assert ended.stdout == b"on\n"

    async def test_nothing_after_a_cancellation(self, runs):
        mark = uuid.uuid4().hex
        task = asyncio.create_task(
            runs("shell", f"setsid sh -c 'sleep 1000; : {mark}' & sleep 1000")
        )
        assert await there(mark)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await gone(mark)

    async def test_nothing_when_the_worker_is_killed(self, programs):
        assert programs
        mark = uuid.uuid4().hex
        code = (
            "import asyncio; from activities.sandbox import jail; "
            "from activities.sandbox.order import Order; "
            f"text = \"setsid sh -c 'sleep 1000; : {mark}' & sleep 1000\"; "
            "asyncio.run(jail.run(Order(('/bin/sh', '/script/script'), text)))"
        )
        worker = subprocess.Popen([sys.executable, "-c", code])  # noqa: ASYNC220 - it is to be killed
        try:
            assert await there(mark)
        finally:
            worker.kill()
            worker.wait()
        assert await gone(mark)

    async def test_many_at_once(self, runs):
        ended = await asyncio.gather(*(runs("shell", f"echo {n}") for n in range(8)))
        assert [one.stdout for one in ended] == [f"{n}\n".encode() for n in range(8)]


class TestTrouble:
    async def test_a_launcher_that_can_not_be_started(self, monkeypatch):
        monkeypatch.setattr(jail.sys, "executable", "/nowhere/python")
        with pytest.raises(JailError, match="can't be started"):
            await jail.run(Order(("/bin/sh",)))

    async def test_a_launcher_that_dies(self, monkeypatch):
        monkeypatch.setattr(jail, "_BEGIN", "import os; os._exit(1)")
        with pytest.raises(JailError, match="was killed"):
            await jail.run(Order(("/bin/sh",), text="x" * 1_000_000))
