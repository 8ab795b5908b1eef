#!/usr/bin/env bash
# Installs python/ as a user would, into a fresh environment, and runs its tests. Without Python 3.10, or a registry that pip
# reaches, they are skipped, and said to be. Needs `npm ci`.
set -euo pipefail
cd "$(dirname "$0")/.."
skipped() {
  echo "tests of python/ are skipped: $1"
  exit 0
}
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || skipped "there is no Python 3.10"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place" 2>/dev/null || skipped "this Python makes no environments"
# Byte code is not made: most of what is installed is never imported.
pip=("$place/bin/python" -m pip --disable-pip-version-check --quiet install --no-compile --only-binary=:all:)
timeout 40 "${pip[@]}" "hatchling>=1.27" numpy pytest || skipped "pip reaches no registry"
# What only some tests need; those that miss it skip themselves by name.
timeout 60 "${pip[@]}" pandas xarray pynapple nbclient ipykernel || echo "pandas, xarray, pynapple and nbclient were not installed in a minute"
"${pip[@]}" --no-build-isolation --no-binary=purecell ./python
python=$PWD/python
cd "$place"
bin/python -m pytest -q -rs -p no:cacheprovider --rootdir "$python" "$python/tests"
