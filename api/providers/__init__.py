"""Identity providers of a tenant, for who administers them."""

__all__: list[str] = []
