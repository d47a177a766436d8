#!/bin/bash
# Does its work once and ends; the desk starts it again when its time comes.
# What it prints is kept with the run. Another end than 0 counts as failed, and owners hear of it.
set -euo pipefail

trap 'echo "told to stop"; exit 1' TERM INT

echo "$(date -u +%FT%TZ) the work begins"
# Put your work here, such as: curl -fsS https://example.org/export > /tmp/export
echo "$(date -u +%FT%TZ) the work is done"
