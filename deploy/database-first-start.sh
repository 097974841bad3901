#!/usr/bin/env bash
# Of compose.yaml: makes the portal's role and database where PostgreSQL starts for the
# first time. The role may make databases, to try its backups, but is no superuser; that
# one has no password and comes in from the database's own container alone.
set -euo pipefail
psql --username postgres --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" <<'END'
CREATE ROLE coopsite LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE coopsite OWNER coopsite;
ALTER ROLE postgres PASSWORD NULL;
END
