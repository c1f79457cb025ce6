#!/usr/bin/env bash
# Builds the autograder's image, once, as root. The zip for Gradescope holds, at
# its top: this file, `run_autograder`, and the course's repository as `course/`.
#
#     git archive --prefix=course/ -o autograder.zip HEAD
#     (cd checker/templates/gradescope && zip ../../../autograder.zip setup.sh run_autograder)
set -euo pipefail

toolchain=1.95.0
source=/autograder/source
# Where everybody may read and run it, and only root may change it.
export RUSTUP_HOME=/opt/rust/rustup CARGO_HOME=/opt/rust/cargo
export PATH=$CARGO_HOME/bin:$PATH

apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates curl gcc libc6-dev
curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
    sh -s -- -y --no-modify-path --profile minimal --component clippy --default-toolchain "$toolchain"
cargo install --locked --path "$source/course/checker" --root /opt/workbook
ln -sf /opt/workbook/bin/workbook /usr/local/bin/workbook

# Whoever grades is not root. What exercises use is built now, so that no
# student waits for it and no network is needed later.
id grader >/dev/null 2>&1 || useradd --create-home --shell /usr/sbin/nologin grader
install -d -o grader -g grader /autograder/cache
cd "$source/course"
runuser -u grader -- env "PATH=$PATH" "RUSTUP_HOME=$RUSTUP_HOME" HOME=/home/grader \
    WORKBOOK_CACHE_DIR=/autograder/cache workbook --course "$source/course" prepare

# Students' code never reads the course's answers from here.
chmod -R o-rwx "$source"
chgrp -R grader "$source"
chmod -R g+rX "$source"
