# The portal as an image, for compose.yaml. What builds or installs stays in the first
# stage; the second runs as a user of its own and writes to COOPSITE_DATA alone.
ARG PYTHON_IMAGE=python:3.13-slim-trixie

FROM ${PYTHON_IMAGE} AS built
WORKDIR /srv/coopsite
COPY requirements.txt ./
RUN python -m venv .venv && \
    .venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: \
        --requirement requirements.txt && \
    .venv/bin/python -m pip uninstall --yes pip
COPY . ./
RUN .venv/bin/python -m compileall -q coopsite cooperatives news && \
    .venv/bin/python deploy/sbom.py >sbom.json

FROM ${PYTHON_IMAGE}
# For clips, and for backups of PostgreSQL 17.
RUN apt-get update && \
    apt-get install --yes --no-install-recommends ffmpeg openssl postgresql-client && \
    rm -rf /var/lib/apt/lists/* && \
    python -m pip uninstall --yes pip
# nginx reads static and uploaded files; scans and backups are for the portal alone.
RUN useradd --uid 10001 --home-dir /var/lib/coopsite --shell /usr/sbin/nologin coopsite && \
    cd /var/lib && mkdir -p coopsite/static coopsite/media coopsite/documents backups && \
    chown -R coopsite:coopsite coopsite backups && chmod 0700 coopsite/documents backups
COPY --from=built /srv/coopsite /srv/coopsite
WORKDIR /srv/coopsite
ENV PATH=/srv/coopsite/.venv/bin:/usr/local/bin:/usr/bin:/bin
ENV COOPSITE_DATA=/var/lib/coopsite
USER 10001:10001
CMD ["python", "-m", "coopsite.service"]
