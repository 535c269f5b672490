#!/bin/sh
# Run by the Postgres image when it makes its data folder, never again: Temporal's own login and its two databases, which no login of
# Miaocheng may enter. Ours are made by tools/prepare-database, which can be repeated.
set -eu

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set password="$(cat "$TEMPORAL_PASSWORD_FILE")" <<'SQL'
create role temporal login nosuperuser nocreatedb nocreaterole password :'password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database temporal from public;
revoke all on database temporal_visibility from public;
SQL
