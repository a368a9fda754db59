"""The newest migration of this release, known without loading Alembic.

Never: another value than Alembic's own head; a test compares them.
"""

from __future__ import annotations

from typing import Final

HEAD: Final = "0034"
