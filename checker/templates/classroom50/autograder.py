"""The entry point that Classroom 50 calls in a student's checkout.

It hands over to `workbook`, which writes `./result.json`. Put the course's
repository beside this file as `course`, or name its folder with
WORKBOOK_COURSE. The exit code is 0 when grading ran, whatever it found.
"""

import os
import pathlib
import subprocess
import sys

COURSE = os.environ.get("WORKBOOK_COURSE") or pathlib.Path(__file__).resolve().parent / "course"
PROGRAM = os.environ.get("WORKBOOK", "workbook")

# Results of an earlier run, or of the student's own making, count for nothing.
pathlib.Path("result.json").unlink(missing_ok=True)
command = [PROGRAM, "--course", str(COURSE), "grade", ".", "--student-view"]
command += ["--out", os.environ.get("RUNNER_TEMP", "/tmp") + "/grades"]
sys.exit(subprocess.run([*command, "--format", "classroom50=result.json"], check=False).returncode)
