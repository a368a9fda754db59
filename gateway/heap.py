"""What a process has made until it is ready, it keeps as long as it lives.

To look through it for garbage again and again holds up everything else for 100 to 200 ms. Never:
called twice, or by a process that is still starting.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """From now on only what is made later is looked through."""
    gc.collect()
    gc.freeze()
