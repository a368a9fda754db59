"""Where the bytes of files lie: a folder, or a store that speaks S3. They know no tenant's data.

Never: a byte that is not sealed; `store.file_bytes` seals what goes in and opens what comes out.
"""

__all__: list[str] = []
