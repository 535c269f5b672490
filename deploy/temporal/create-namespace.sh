#!/bin/sh
# Makes the namespace of the journeys and its search attributes. Safe to repeat.
set -eu

attempt=1
until temporal operator cluster health; do
  [ "$attempt" -lt 60 ] || { echo "Temporal does not answer at $TEMPORAL_ADDRESS" >&2; exit 1; }
  attempt=$((attempt + 1))
  sleep 1
done

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d

# A namespace that was just made is known to the frontend a moment later. What is there already is left as it is.
for name in SiteId StuckReason; do
  attempt=1
  until temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword; do
    [ "$attempt" -lt 30 ] || exit 1
    attempt=$((attempt + 1))
    sleep 1
  done
done
