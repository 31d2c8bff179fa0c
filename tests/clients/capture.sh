#!/usr/bin/env bash
# Captures anew what the client libraries send. Run by hand; it installs them in a folder that goes when it ends.
set -euo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

python3 -m venv "$scratch/python"
"$scratch/python/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
"$scratch/python/bin/python" capture.py

# Node finds packages beside the script, so the script goes where they are.
cp package.json capture.mjs "$scratch"
npm install --prefix "$scratch" --silent --no-audit --no-fund --no-package-lock --ignore-scripts
node "$scratch/capture.mjs"
