"""The tree that a program sees."""

from __future__ import annotations

import pytest

from activities.sandbox import jail
from activities.sandbox.order import Limits, Order
from activities.sandbox.tree import SYSTEM


class TestTree:
    @pytest.mark.parametrize("place", SYSTEM)
    def test_has_programs_and_no_settings(self, place):
        assert place.startswith(("/usr/", "/bin", "/sbin", "/lib", "/etc/"))
        assert place not in ("/usr", "/usr/local", "/usr/local/etc", "/usr/src", "/etc")

    async def test_has_nothing_of_the_machines_own(self, runs):
        ended = await runs("shell", "ls /etc /script; ls -d /home /var /opt /srv /sys /run /boot")
        found = set(ended.stdout.decode().split()) - {"/etc:", "/script:"}
        known = {"alternatives", "group", "ld.so.cache", "localtime", "passwd", "script.sh"}
        assert found <= known

    async def test_shows_what_lies_where_its_own_folder_is(self, programs, tmp_path):
        tmp_path.chmod(0o755)
        (tmp_path / "shown").write_text("here")
        order = Order(
            ("/bin/cat", str(tmp_path / "shown")), shown=(str(tmp_path),), limits=Limits(seconds=60)
        )
        assert programs
        assert (await jail.run(order)).stdout == b"here"

    async def test_has_devices_that_do_no_harm(self, runs):
        ended = await runs("shell", "ls /dev; echo x > /dev/null; head -c 3 /dev/urandom | wc -c")
        names = {"fd", "null", "random", "stderr", "stdin", "stdout", "urandom"}
        assert set(ended.stdout.decode().split()) <= {*names, "3"}

    async def test_knows_its_user_by_name(self, runs):
        ended = await runs("shell", "id -un; cd; pwd")
        assert ended.stdout == b"script\n/tmp\n"
