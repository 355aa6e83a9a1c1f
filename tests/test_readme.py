"""Every command in the README does what the README says."""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]


def run(command, cwd=ROOT, **options):
    """Run one line of the README with the Python that runs the tests."""
    words = [sys.executable if word == ".venv/bin/python" else word for word in command.split()]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, timeout=300, **options)


@pytest.fixture
def clone(tmp_path):
    """Return a copy of the project, with its environment, in which a command may do harm."""
    for name in ("lesson_code", "exercises", "tools", "book", "tests", ".venv"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def the_list():
    done = run(".venv/bin/python -m lesson_code list")
    assert done.returncode == 0
    assert "neuron_output" in done.stdout


def a_check_of_the_stub():
    done = run(".venv/bin/python -m lesson_code check neuron_output")
    assert done.returncode in (0, 1)
    assert "neuron_output" in done.stdout


def pytest_of_one_exercise():
    done = run(".venv/bin/python -m pytest exercises -k neuron_output")
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "neuron_output" in done.stdout
    assert "xor_network" not in done.stdout


def the_doctor():
    done = run(".venv/bin/python -m lesson_code doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Python" in done.stdout


def grading_a_class():
    """What it does with a class is tested in test_classroom_whole; the folder of the README is the reader's own."""
    done = run(".venv/bin/python -m lesson_code grade submissions --out results")
    assert (done.returncode, done.stdout) == (2, "")
    assert "submissions" in done.stderr


def the_stubs():
    before = {path: path.read_text("utf-8") for path in (ROOT / "exercises").glob("*.py")}
    assert run("make stubs").returncode == 0
    assert {path: path.read_text("utf-8") for path in (ROOT / "exercises").glob("*.py")} == before


def cleaning(clone):
    (clone / "_build" / "html").mkdir(parents=True)
    assert run("make clean", cwd=clone).returncode == 0
    assert not (clone / "_build").exists()
    assert (clone / ".venv").exists()


def serving():
    """`make serve` on a free port, so that two test runs do not meet."""
    command = [sys.executable, ROOT / "tools" / "serve.py", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        with urllib.request.urlopen(address, timeout=30) as answer:
            page = answer.read().decode()
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}some/where.html", timeout=30)
        with missing.value as answer:
            assert answer.code == 404
            assert "There is no page at this address" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
    assert "Introduction to Deep Learning" in page


def planned(target):
    """The gate runs `make test`, and with it `make book`; here only that the target is there."""
    done = run(f"make --dry-run {target}")
    assert done.returncode == 0
    assert "tools/bootstrap.py" in done.stdout
    return done.stdout


def the_claims():
    assert "tools/claims.py" in planned("claims")


def the_comparison():
    assert "tools/twice.py" in planned("twice")


def the_budget():
    """The gate calls it with twice the time; what it finds is tested in test_budget."""
    assert "tools/budget.py --factor 1" in planned("budget")
    assert "\nmake budget FACTOR=2\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def the_gate_runs_make_test():
    assert "\nmake test FORCE=1\n" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "-m pytest tests" in planned("test")


def the_gate_builds_the_book():
    assert "tools/book.py" in planned("test")
    assert "tools/book.py" in planned("book")


def a_site_without_answers():
    """What is in it is tested in test_assessment; no other word than 0 or 1 passes for one of them."""
    assert re.search(r"tools/book\.py .*--without-solutions", planned("book SOLUTIONS=0"))
    assert "--without-solutions" not in planned("book") + planned("book SOLUTIONS=1")
    done = run("make book SOLUTIONS=no")
    assert done.returncode == 2
    assert "SOLUTIONS=no is neither 0, for a site without answers, nor 1" in done.stderr


def the_quick_tests():
    assert '-m "not slow and not site" tests' in planned("check")


def the_pdf():
    assert "tools/pdf.py" in planned("pdf")


def the_links():
    assert "tools/links.py" in planned("links")


def the_difference():
    assert "tools/diff.py FOLDER\n" in planned("diff BEFORE=FOLDER")


def the_wheelhouse():
    assert "tools/wheelhouse.py" in planned("wheelhouse")


def installing_from_a_wheelhouse():
    """What comes of a good one is tested in test_wheelhouse; here there is none."""
    with tempfile.TemporaryDirectory() as empty:
        done = run(f".venv/bin/python {ROOT}/tools/bootstrap.py --wheelhouse wheelhouse", cwd=empty)
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no folder of wheels" in done.stderr


PROOFS = {
    "make book": the_gate_builds_the_book,
    "make book SOLUTIONS=0": a_site_without_answers,
    "make test": the_gate_runs_make_test,
    "make check": the_quick_tests,
    "make wheelhouse": the_wheelhouse,
    "python3 tools/bootstrap.py --wheelhouse wheelhouse": installing_from_a_wheelhouse,
    "make pdf": the_pdf,
    "make links": the_links,
    "make diff BEFORE=FOLDER": the_difference,
    "make claims": the_claims,
    "make budget": the_budget,
    "make twice": the_comparison,
    "make stubs": the_stubs,
    "make clean": cleaning,
    "make serve": serving,
    ".venv/bin/python -m lesson_code list": the_list,
    ".venv/bin/python -m lesson_code check neuron_output": a_check_of_the_stub,
    ".venv/bin/python -m pytest exercises -k neuron_output": pytest_of_one_exercise,
    ".venv/bin/python -m lesson_code doctor": the_doctor,
    ".venv/bin/python -m lesson_code grade submissions --out results": grading_a_class,
}


def test_every_command_of_the_readme_has_a_proof():
    assert set(COMMANDS) == set(PROOFS)


@pytest.mark.slow
@pytest.mark.site
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command, clone):
    proof = PROOFS[command]
    if proof is cleaning:
        proof(clone)
    else:
        proof()


NOTEBOOK = """
import sys
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance(colors="nocolor")
for cell in sys.argv[1:]:
    assert shell.run_cell(cell).success
"""


def in_a_notebook(*cells):
    return subprocess.run(
        [sys.executable, "-c", NOTEBOOK, *cells], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_notebook_lines_of_the_readme_work():
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    done = in_a_notebook("def my_function(inputs, weights, bias):\n    return sum(inputs)", code)
    assert done.returncode == 0, done.stderr
    assert "neuron_output  0 of 6 points" in done.stdout


def test_a_function_of_a_notebook_takes_with_it_what_other_cells_define():
    done = in_a_notebook(
        "from math import fsum\nimport numpy as np\nzero = 0.0",
        "class Neuron:\n    def __init__(self, bias):\n        self.bias = bias\n"
        "    def __call__(self, z):\n        return max(zero, z + self.bias)",
        "def products(a, b):\n    return [float(np.multiply(x, w)) for x, w in zip(a, b, strict=True)]",
        "def mine(inputs, weights, bias):\n    return Neuron(bias)(fsum(products(inputs, weights)))",
        "from lesson_code import check\ncheck('neuron_output', mine)",
    )
    assert "neuron_output  6 of 6 points" in done.stdout, done.stdout + done.stderr


def test_every_file_that_the_readme_points_to_exists():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_serving_without_a_site_says_what_to_do(tmp_path, capsys):
    import serve

    assert serve.serve(tmp_path, 0) == 1
    assert "run `make book` first" in capsys.readouterr().err
