# shellcheck shell=bash disable=SC2154 # The variables are those of `run`.
# Gradescope, Classroom 50 and Kubernetes. Part of `run`.

# A toolchain that everybody may read: root's own folder often is closed.
toolchain=$here/toolchain
sysroot=$(cd / && rustc --print sysroot)
cp -al "$sysroot" "$toolchain" 2>/dev/null || cp -a "$sysroot" "$toolchain"
mkdir -p "$here/bin"
cp "$workbook" "$here/bin/workbook"
chmod -R a+rX "$here"

# gradescope NAME ANSWER WANT [VARIABLE=VALUE..]: what the results must hold.
gradescope() {
    local name=$1 answer=$2 want=$3 to=$here/autograder
    shift 3
    rm -rf "$to" && mkdir -p "$to/submission/03_async_fundamentals"
    [[ -z $answer ]] || cp "$answer" "$to/submission/03_async_fundamentals/02_join.rs"
    chmod -R a+rX "$to"
    env AUTOGRADER="$to" COURSE="$readable" WORKBOOK_CACHE_DIR="$cache" PATH="$here/bin:$toolchain/bin:$PATH" \
        "$@" "$templates/gradescope/run_autograder" >"$here/said" 2>&1
    cat "$to/results/results.json" >>"$here/said" 2>&1
    if jq -e "$want" "$to/results/results.json" >/dev/null 2>&1; then ok "$name"; else bad "$name" 40; fi
}

if command -v jq >/dev/null; then
    # The grader of the image is not root, so it needs a course and a cache
    # that it may use.
    grader=nobody
    readable=$here/course cache=$here/cache
    mkdir -p "$readable" "$cache"
    cp -r "$course"/{info.toml,Cargo.toml,Cargo.lock,exercises,solutions} "$readable"
    mkdir "$readable/checker"
    cp -r "$course"/checker/{hidden,instrument,lab,proof,proof-http,report,seal} "$readable/checker"
    chmod -R a+rX "$readable"
    if [[ $(id -u) == 0 ]]; then
        chown "$grader" "$cache"
        ran=$(runuser -u "$grader" -- env -i PATH="$here/bin:$toolchain/bin:$PATH" HOME="$cache" CARGO_HOME="$cache/cargo" \
            WORKBOOK_CACHE_DIR="$cache" workbook --course "$readable" prepare 2>&1) || {
            echo "$ran" | tail -n 5
            echo "the user \`$grader\` cannot build what exercises use here; grading as root instead"
            grader=no-such-user cache=$WORKBOOK_CACHE_DIR
        }
    else
        cache=$WORKBOOK_CACHE_DIR
    fi
    right=$course/solutions/03_async_fundamentals/02_join.rs
    gradescope "gradescope: a right answer has its points (as $grader)" "$right" \
        '[.tests[] | select(.name | test("join")) | .score] | add > 0' GRADER=$grader
    gradescope "gradescope: a wrong answer has none, and is graded" "$answers/wrong_one_after_another.rs" \
        '.extra_data.infrastructure != true and ([.tests[].score] | add) == 0' GRADER=$grader
    infra='.extra_data.infrastructure == true and (has("score") | not)'
    gradescope "gradescope: an empty submission is answered" "" '.output != null or .tests != null' GRADER=$grader
    gradescope "gradescope: a grader that takes too long has results that say so" "$right" \
        "$infra and .extra_data.exit_code == 124" GRADER=$grader LIMIT=0.01
    gradescope "gradescope: so has one that is missing its course" "$right" "$infra" GRADER=$grader COURSE=/nowhere
    gradescope "gradescope: so has one without its program" "$right" "$infra" GRADER=$grader PATH=/usr/bin:/bin
fi

if command -v python3 >/dev/null; then
    checkout fifty "$course/solutions/03_async_fundamentals/02_join.rs"
    fifty() {
        cd "$here/fifty" && env CLASSROOM=c ASSIGNMENT=a ASSIGNMENT_TYPE=individual OWNER=o USERNAME=u \
            SUBMISSION_TAG=submit/u/1 COMMIT_URL=https://x/c RELEASE_URL=https://x/r REVIEW_URL=https://x/v \
            GITHUB_SHA=0123456789012345678901234567890123456789 WORKBOOK="$workbook" "$@" RUNNER_TEMP="$here/fifty-runner" \
            python3 -B "$templates/classroom50/autograder.py"
    }
    try "classroom50: a submission is graded" fifty WORKBOOK_COURSE="$course"
    says "classroom50: and there is a result" '"classroom50/result/v1"' "$here/fifty/result.json"
    if fifty WORKBOOK_COURSE=/nowhere >"$here/said" 2>&1 || [[ -e $here/fifty/result.json ]]; then
        bad "classroom50: a grader in trouble says so by its code, and leaves no result"
    else
        ok "classroom50: a grader in trouble says so by its code, and leaves no result"
    fi
else
    skip "classroom50" "there is no python3"
fi

# The two scripts in the Kubernetes jobs, with folders in place of volumes.
if [[ -x $tools/python/bin/python ]]; then
    scripts=$here/kubernetes
    mkdir -p "$scripts"
    "$tools/python/bin/python" - "$templates/kubernetes-indexed-job.yaml" "$scripts" <<'PYTHON'
import pathlib, sys, yaml
template, to = sys.argv[1], pathlib.Path(sys.argv[2])
for job in yaml.safe_load_all(pathlib.Path(template).read_text()):
    spec = job["spec"]["template"]["spec"]
    for container in spec.get("initContainers", []) + spec["containers"]:
        (to / container["name"]).write_text(container["args"][0])
PYTHON
    sed -i "s#/grades#$here/k8s#g; s#/class#$here/teacher/submissions#g; s#--course /course#--course $course#" "$scripts"/*
    kubernetes() {
        "$course/checker/tests/class" "$here/teacher/submissions" && mkdir -p "$here/k8s/shards"
        local index
        for index in {0..7}; do
            JOB_COMPLETION_INDEX=$index PARTS=8 PATH=$here/bin:$PATH sh -ceu "$(cat "$scripts/grade")" || return
        done
        PARTS=8 timeout 60 sh -ceu "$(cat "$scripts/wait")" &&
            PARTS=8 PATH=$here/bin:$PATH sh -ceu "$(cat "$scripts/merge")" &&
            cmp "$here/k8s/merged/gradebook.csv" "$here/whole/gradebook.csv"
    }
    try "kubernetes: the scripts of its pods give the grade book of one run" kubernetes
fi
skip "kubernetes on a cluster" "there is none; only the schema and the scripts were tried"

# What people download.
archive() {
    "$course/checker/dist/archive" "$workbook" x86_64-linux "$here/dist" || return
    (cd "$here/dist" && sha256sum --check ./*.sha256) || return
    tar -xzf "$here"/dist/*.tar.gz -C "$here/dist" || return
    local packed
    packed=$(echo "$here"/dist/workbook-*/)
    [[ -s $packed/man/workbook-watch.1 && -s $packed/completions/workbook.zsh ]] || return
    (cd / && "$packed/workbook" init "$here/downloaded" && "$packed/workbook" --course "$here/downloaded" list)
}
try "what is packed for a release is whole" archive
