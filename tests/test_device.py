"""``lesson_code.device``: TensorFlow loads without a word, and the device is told in words."""

import os
import subprocess
import sys

import pytest


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


@pytest.fixture(scope="module")
def quiet():
    unset = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "KERAS_"))}
    code = "from lesson_code.device import *; d = pick_device(); print(d.kind, d.name); print(describe())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=unset)


@pytest.mark.slow
def test_nothing_is_written_to_the_error_stream_while_tensorflow_loads(quiet):
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.slow
def test_the_device_is_one_that_tensorflow_lists(quiet):
    import tensorflow as tf

    kind, name = quiet.stdout.splitlines()[0].split()
    assert kind == ("GPU" if tf.config.list_physical_devices("GPU") else "CPU")
    assert name == f"{kind}:0"


@pytest.mark.slow
def test_the_sentence_names_versions_and_device(quiet):
    from importlib.metadata import version

    sentence = quiet.stdout.splitlines()[1]
    assert sentence.startswith(f"Keras {version('keras')} on TensorFlow {version('tensorflow')} computes on the ")


@pytest.mark.slow
def test_variables_that_the_reader_has_set_stay():
    done = run("import os, lesson_code.device; print(os.environ['TF_ENABLE_ONEDNN_OPTS'])", TF_ENABLE_ONEDNN_OPTS="1")
    assert done.stdout == "1\n"


@pytest.mark.slow
def test_a_tensorflow_that_fails_to_load_shows_what_it_said(tmp_path):
    (tmp_path / "tensorflow.py").write_text("import os; os.write(2, b'from below\\n'); raise ImportError('broken')\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import lesson_code.device"
    done = run(code)
    assert done.returncode == 1
    assert "from below" in done.stderr
    assert "ImportError: broken" in done.stderr
