"""Writes `docs/openapi.json`: `python -m api.openapi`. A test compares it with the routes.

Never: edited by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

from api.app import create_api

FILE = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def document() -> str:
    return json.dumps(create_api().openapi(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    FILE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
