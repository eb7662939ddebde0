#!/usr/bin/env bash
# Runs once, on an empty data folder. core-api gets a database and a role that is no superuser; the superuser keeps no password, so that it
# can only be reached from inside the container.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username postgres --dbname postgres <<'SQL'
CREATE ROLE business_control LOGIN PASSWORD :'password';
CREATE DATABASE business_control OWNER business_control;
ALTER ROLE postgres PASSWORD NULL;
SQL
