"""A new password by a link: of who has forgotten theirs, and of who was invited."""

__all__: list[str] = []
