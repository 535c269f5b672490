#!/bin/sh
# Brings Temporal's two databases to the schema of this image. Safe to repeat; a newer image updates them.
set -eu

SQL_PASSWORD="$(cat "$TEMPORAL_PASSWORD_FILE")"
export SQL_PASSWORD

update() {
  tool="temporal-sql-tool --plugin postgres12_pgx --endpoint $POSTGRES_SEEDS --port ${DB_PORT:-5432} --user $POSTGRES_USER --database $1"
  $tool setup-schema --version 0.0
  $tool update-schema --schema-name "postgresql/v12/$2"
}

update temporal temporal
update temporal_visibility visibility
