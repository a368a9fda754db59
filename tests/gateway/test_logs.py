"""Logs: one JSON object a line, the standard library's loggers too."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

PROGRAM = """
import logging, structlog
from gateway.logs import configure_logs
configure_logs("test")
structlog.stdlib.get_logger().info("thing.happened", run="r1", name="ünï")
logging.getLogger("library").warning("old %s", "style")
logging.getLogger("httpx").info("not shown")
"""


class TestLogs:
    def test_one_object_a_line(self):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
        )
        first, second = (json.loads(line) for line in done.stderr.splitlines())
        assert (first["event"], first["run"], first["process"]) == ("thing.happened", "r1", "test")
        assert (second["event"], second["level"]) == ("old style", "warning")
        assert logging.getLogger("httpx").level == logging.NOTSET
