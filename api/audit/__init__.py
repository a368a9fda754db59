"""The audit trail: who did what, when and why."""

__all__: list[str] = []
