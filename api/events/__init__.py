"""Events: taken from outside, once each."""

__all__: list[str] = []
