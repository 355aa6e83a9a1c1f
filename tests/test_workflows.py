"""What runs when something is pushed: thin, with no more rights than needed, and made of commands that run anywhere."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
#: What each job may do beyond reading.
RIGHTS = {
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("weekly", "build"): {"contents": "read", "issues": "write"},
}
LONGEST_RUN = 120


def load(file):
    return yaml.safe_load(file.read_text("utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_three_workflows_are_there():
    assert [file.stem for file in FILES] == ["publish", "pull-request", "weekly"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_job_has_the_rights_it_needs_and_no_secrets(file):
    workflow = load(file)
    for name, job in workflow["jobs"].items():
        rights = job.get("permissions", workflow["permissions"])
        assert rights == RIGHTS.get((file.stem, name), {"contents": "read"})
    assert "secrets" not in file.read_text("utf-8")
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_action_is_of_the_host_itself_and_has_a_version(file):
    used = [step["uses"] for step in steps(load(file)) if "uses" in step]
    assert used and all(re.fullmatch(r"actions/[a-z/-]+@(v\d+|[0-9a-f]{40})", name) for name in used)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_step_is_one_short_command_that_exists(file):
    commands = [step["run"] for step in steps(load(file)) if "run" in step]
    for command in commands:
        assert "\n" not in command.strip() and len(command) < LONGEST_RUN
        words = command.split()
        if words[0] == "make":
            assert words[1] in TARGETS, command
        elif words[0].startswith(".github/"):
            assert os.access(ROOT / words[0], os.X_OK), command
        else:
            assert words[0] == "cp", command
        # What others write, such as the title of a pull request, never becomes part of a command.
        assert set(re.findall(r"\$\{\{\s*([\w.]+)", command)) <= {"github.event.pull_request.base.sha"}


def git(folder, *words):
    identity = ["-c", "user.name=Author", "-c", "user.email=author@example.org"]
    return subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_book_of_an_earlier_commit_is_built_beside_this_one(tmp_path):
    course = tmp_path / "course"
    (course / ".github").mkdir(parents=True)
    shutil.copy(ROOT / ".github" / "before", course / ".github")
    (course / "Makefile").write_text("book:\n\tcp page _build/built\n", "utf-8")
    (course / "page").write_text("old", "utf-8")
    git(course, "init", "--quiet")
    git(course, "add", ".")
    git(course, "commit", "--quiet", "-m", "old")
    commit = git(course, "rev-parse", "HEAD")
    (course / "page").write_text("new", "utf-8")
    git(course, "commit", "--quiet", "-am", "new")
    (course / "_build").mkdir()
    (course / "_build" / "executed").write_text("results", "utf-8")
    subprocess.run([course / ".github" / "before", commit], check=True, capture_output=True)
    built = tmp_path / "before" / "_build"
    assert (built / "built").read_text("utf-8") == "old", "the page as it was"
    assert (built / "executed").read_text("utf-8") == "results", "what has been executed is used again"


GH = """#!/bin/sh
echo "$@" >> calls.txt
[ "$2" = list ] && cat open.txt
exit 0
"""


@pytest.mark.parametrize(("already", "call"), [("", "issue create --title It fails"), ("17", "issue comment 17")])
def test_a_failure_opens_one_issue_and_adds_to_it(tmp_path, already, call):
    (tmp_path / ".github").mkdir()
    shutil.copy(ROOT / ".github" / "issue", tmp_path / ".github")
    (tmp_path / "gh").write_text(GH, "utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "open.txt").write_text(already, "utf-8")
    (tmp_path / "report.txt").write_text("loss.md:3: the last words\n", "utf-8")
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "RUN": "https://example.org/run/1"}
    subprocess.run([tmp_path / ".github" / "issue", "It fails", "report.txt"], check=True, env=environment)
    calls = (tmp_path / "calls.txt").read_text("utf-8")
    assert calls.count("issue list") == 1 and call in calls
    assert "loss.md:3: the last words" in calls and "https://example.org/run/1" in calls
