"""PostgreSQL: tables, row-level security, queries, keys and sealing, migrations.

Never: Temporal, HTTP, or a decision about a run. Modules are the API: `from store import runs`.
"""

__all__: list[str] = []
