# shellcheck shell=bash disable=SC2154 # The variables are those of `run`.
# The action and the matrix, step by step. Part of `run`.

# A student's checkout with the answer $2 to `join`.
checkout() {
    local answer=exercises/03_async_fundamentals/02_join.rs
    mkdir -p "$here/$1/${answer%/*}"
    cp "$2" "$here/$1/$answer"
    # What a submission says about the course or the toolchain counts for nothing.
    echo 'format_version = 1' >"$here/$1/info.toml"
    printf '[toolchain]\nchannel = "nightly-2019-01-01"\n' >"$here/$1/rust-toolchain.toml"
}

# The value of an output of the last step.
output() { sed -n "s/^$1=//p" "$GITHUB_OUTPUT" | tail -n 1; }

# Run the steps of action.yml in the workspace $1 with the inputs that follow as
# NAME=VALUE; its code is that of the first step that fails.
action() {
    local workspace=$here/$1 name value line
    shift
    declare -A inputs=()
    # The defaults stand in action.yml, four letters deep.
    while IFS=$'\t' read -r name value; do inputs[$name]=$value; done < <(sed -n '/^inputs:/,/^outputs:/p' "$course/action.yml" |
        awk '/^  [a-z-]+:$/ { name = substr($1, 1, length($1) - 1) }
             /^    default:/ { sub(/^    default: /, ""); gsub(/"/, ""); print name "\t" $0 }')
    for line in "$@"; do inputs[${line%%=*}]=${line#*=}; done
    export RUNNER_TEMP=$here/runner
    rm -rf "$RUNNER_TEMP" && mkdir -p "$RUNNER_TEMP"
    export GITHUB_ACTIONS=true GITHUB_WORKSPACE=$workspace
    for name in OUTPUT ENV PATH STEP_SUMMARY; do
        declare -gx "GITHUB_$name=$RUNNER_TEMP/$name"
        : >"$RUNNER_TEMP/$name"
    done
    (
        cd "$workspace" || exit 70
        for name in "${!inputs[@]}"; do
            line=${name//-/_}
            export "INPUT_${line^^}=${inputs[$name]}"
        done
        export ACTION_PATH=$course
        # In the order of the file, and only those that are in it.
        mapfile -t steps < <(grep -o 'ACTION_PATH/checker/action/[a-z]*' "$course/action.yml" | cut -d / -f 2-)
        for step in "${steps[@]}"; do
            [[ $step != */grade || -n ${inputs[path]} ]] || continue
            WORKBOOK_HOME=$(output home) WORKBOOK=$(output program) \
                WORKBOOK_TIMEOUT_SCALE=${inputs[timeout-scale]} "$course/$step" || exit
        done
    ) >"$here/said" 2>&1
}

# github NAME CODE RESULT INPUT..: a student's push.
github() {
    local name=$1 code=$2 result=$3 got=0
    shift 3
    action "$@" "program=$workbook" || got=$?
    if ((got == code)) && [[ $(output result) == "$result" ]]; then ok "$name"; else
        echo "code $got instead of $code, result '$(output result)' instead of '$result'" >>"$here/said"
        bad "$name"
    fi
}

says() { if grep -qsE -- "$2" "$3"; then ok "$1"; else
    [[ $3 == "$here/said" ]] || cp "$3" "$here/said"
    bad "$1"
fi; }

answers=$course/checker/answers/03_async_fundamentals/02_join
if command -v jq >/dev/null; then
    checkout right "$course/solutions/03_async_fundamentals/02_join.rs"
    checkout wrong "$answers/wrong_one_after_another.rs"
    github "action: a wrong answer makes a run red that has to have points" 1 failed wrong fail-under=5
    says "action: it is annotated at its line" '^::error .*file=exercises/03_async_fundamentals/02_join.rs' "$here/said"
    says "action: there is a summary" '\|' "$GITHUB_STEP_SUMMARY"
    github "action: without a limit the same run is green" 0 passed wrong
    github "action: a right answer has its points" 0 passed right fail-under=1
    says "action: the points are an output" '^score=[1-9]' "$GITHUB_OUTPUT"
    says "action: later steps find the program" "^$(dirname "$workbook")\$" "$GITHUB_PATH"
    github "action: more reports can be asked for" 0 passed right formats=junit=report.xml
    says "action: and are written" '<testsuites' "$here/right/report.xml"
    github "action: a submission that is not there is no grade" 3 "" right path=nowhere
    says "action: and that is said" '^::error title=workbook::grading did not run' "$here/said"
    github "action: without a path it only installs" 0 "" right path=

    # The matrix: its shards and its merge, one after the other.
    "$course/checker/tests/class" "$here/teacher/submissions"
    shards=$(sed -n 's/^ *shard: \[\(.*\)\]/\1/p' "$templates/actions-matrix.yml" | tr -d ,)
    all=$(wc -w <<<"$shards")
    got=0
    for shard in $shards; do
        action teacher path=submissions class=true "shard=$shard/$all" "out=shards/$shard" student-view=false \
            "program=$workbook" || got=$?
    done
    merge=$(sed -n 's/^ *- run: \(workbook .* merge .*\)/\1/p' "$templates/actions-matrix.yml")
    (cd "$here/teacher" && COURSE=$course PATH=$(dirname "$workbook"):$PATH bash -euc "$merge") >>"$here/said" 2>&1 || got=$?
    "$workbook" --course "$course" grade --each "$here/teacher/submissions" --out "$here/whole" >>"$here/said" 2>&1 || got=$?
    if ((got == 0)) && cmp "$here/teacher/grades/gradebook.csv" "$here/whole/gradebook.csv" >>"$here/said" 2>&1; then
        ok "matrix: $all shards and a merge give the grade book of one run"
    else
        bad "matrix: $all shards and a merge give the grade book of one run"
    fi
else
    skip "the action" "there is no jq, which GitHub's runners have"
fi
