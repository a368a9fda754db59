"""Calls of the kernel say what has failed."""

from __future__ import annotations

import errno

import pytest

from activities.sandbox import kernel


class TestTrouble:
    def test_names_the_call_and_the_reason(self):
        with pytest.raises(OSError, match="open_tree /nowhere") as caught:
            kernel.copy_mount("/nowhere")
        assert caught.value.errno in (errno.ENOENT, errno.EPERM, errno.ENOSYS)

    def test_of_nonsense(self):
        with pytest.raises(OSError, match="prctl"):
            kernel.die_with_parent(-1)

    def test_of_a_filter_without_steps(self):
        with pytest.raises(OSError, match="seccomp"):
            kernel.filter_calls(b"")
