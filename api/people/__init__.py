"""People of the tenant, for who wants to know or to name one."""

__all__: list[str] = []
