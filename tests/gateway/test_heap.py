"""What is there when a process is ready is not looked through any more."""

from __future__ import annotations

import gc

from gateway import heap


class TestSettle:
    def test_what_is_there_stays(self):
        heap.settle()
        try:
            assert gc.get_freeze_count() > 0
        finally:
            gc.unfreeze()
