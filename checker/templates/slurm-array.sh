#!/usr/bin/env bash
# Grades a class on a Slurm cluster: a job array, one task for each part, and a
# job that joins the parts when all of them are done.
#
#     ./slurm-array.sh SUBMISSIONS OUT [PARTS]
#
# SUBMISSIONS is a folder of submissions, OUT/grades gets the reports and the
# grade book, PARTS is 8 if not given. All nodes must see both folders and
# `workbook`. What shards judge stays in OUT/shards, signed with a key in your home
# folder; where nodes do not share that, name a file for it.
#
#     COURSE=DIR          the course's folder, if not the current one
#     WORKBOOK=PROGRAM    if `workbook` is not on the path
#     WORKBOOK_GRADING_KEY=FILE    the key, if not the one in your home folder
#     SBATCH_PARTITION, SBATCH_ACCOUNT, ..    as sbatch knows them
#
# After a failure, call it again in the same way: what was judged is kept.
#
#SBATCH --job-name=workbook
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=2G
#SBATCH --time=02:00:00
set -euo pipefail

# What the jobs run. `sbatch` hands them the environment of the caller.
case ${WORKBOOK_STAGE:-} in
    shard)
        part=$SLURM_ARRAY_TASK_ID
        out=$OUT/shards/$part
        resume=()
        [[ ! -e $out ]] || resume=(--resume)
        exec "$WORKBOOK" --course "$COURSE" grade --each "$SUBMISSIONS" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
            --shard "$part/$PARTS" --out "$out" "${resume[@]}"
        ;;
    merge)
        shards=()
        for ((part = 1; part <= PARTS; part++)); do shards+=("$OUT/shards/$part"); done
        # Beside what is there, and in its place when it is whole.
        rm -rf "$OUT/grades.new"
        "$WORKBOOK" --course "$COURSE" grade merge "${shards[@]}" --out "$OUT/grades.new"
        rm -rf "$OUT/grades"
        exec mv "$OUT/grades.new" "$OUT/grades"
        ;;
esac

if (($# < 2 || $# > 3)) || [[ ! ${3:-8} =~ ^[1-9][0-9]*$ ]]; then
    sed -n '2,/^#SBATCH/s/^#\( \|$\)//p' "$0" >&2
    exit 2
fi
SUBMISSIONS=$(realpath -e -- "$1")
OUT=$(realpath -m -- "$2")
PARTS=${3:-8}
COURSE=$(realpath -e -- "${COURSE:-.}")
WORKBOOK=$(command -v -- "${WORKBOOK:-workbook}") || {
    echo "there is no \`workbook\` on the path; name it with WORKBOOK=PROGRAM" >&2
    exit 3
}
export SUBMISSIONS OUT PARTS COURSE WORKBOOK

script=$(realpath -e -- "$0")
mkdir -p "$OUT/logs"
# A name with a `%` would be a pattern.
cd "$OUT"
array=$(WORKBOOK_STAGE=shard sbatch --parsable --array="1-$PARTS" --output="logs/%a.txt" "$script")
merge=$(WORKBOOK_STAGE=merge sbatch --parsable --dependency="afterok:${array%%;*}" \
    --kill-on-invalid-dep=yes --cpus-per-task=1 --output="logs/merge.txt" "$script")
echo "array ${array%%;*}, merge ${merge%%;*}"
