#!/bin/bash
# Does its work, waits, and does it again, until it is told to stop.

work() {
  echo "$(date -u +%FT%TZ) the work is done"
}

trap 'echo "told to stop"; exit 0' TERM INT

while true; do
  work
  # A signal comes through only while the shell waits for something in the background.
  sleep "${PAUSE:-300}" &
  wait $!
done
