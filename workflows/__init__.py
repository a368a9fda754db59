"""What Temporal replays: the machine that interprets a definition, and the one workflow driving it.

Never: effects, a clock, randomness, environment, or an import of activities, store or gateway.
"""

__all__: list[str] = []
