"""Steps are measured, data arrives slowly when it is told to, and one CPU stands for several devices."""

import subprocess
import sys

import numpy as np
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dataset():
    from lesson_code.device import tf

    return tf.data.Dataset.from_tensor_slices((np.arange(6.0), np.arange(6)))


class StubbornClassifier:
    """Takes a longer time for its first step, then 30, 10, 20, 20, … milliseconds; remembers what it was given."""

    input_shape, output_shape = (None, 3), (None, 4)

    def __init__(self, monkeypatch) -> None:
        self.now, self.lengths, self.batches = 0.0, [5.0, 0.03, 0.01], []
        monkeypatch.setattr("lesson_code.timing.time.perf_counter", lambda: self.now)

    def train_on_batch(self, x, y) -> None:
        self.batches.append((x.numpy(), y.numpy()))
        self.now += self.lengths.pop(0) if self.lengths else 0.02


def test_a_step_takes_as_long_as_the_shortest_but_the_first_is_not_counted(monkeypatch):
    from lesson_code.timing import seconds_per_step

    model = StubbornClassifier(monkeypatch)
    model.lengths[0] = 0.001
    assert seconds_per_step(model, batch_size=5) == pytest.approx(0.01)
    assert {x.shape for x, _ in model.batches} == {(5, 3)}
    assert all(set(y) <= {0, 1, 2, 3} for _, y in model.batches)


def test_short_steps_are_repeated_for_a_quarter_of_a_second(monkeypatch):
    from lesson_code.timing import seconds_per_step

    model = StubbornClassifier(monkeypatch)
    seconds_per_step(model, batch_size=1, n_repeats=2)
    assert 0.25 <= model.now - 5.0 < 0.25 + 0.02


@pytest.mark.parametrize("numbers", [{"batch_size": 0}, {"batch_size": 4, "n_repeats": 0}])
def test_a_step_without_examples_or_repeats_is_refused(monkeypatch, numbers):
    from lesson_code.timing import seconds_per_step

    with pytest.raises(ValueError, match="at least one example and one repeat"):
        seconds_per_step(StubbornClassifier(monkeypatch), **numbers)


def test_slow_reading_changes_nothing_but_the_time(dataset):
    from lesson_code.timing import read_slowly, work_through

    slow = read_slowly(dataset, 0.02)
    assert [(float(x), int(y)) for x, y in slow] == [(float(n), n) for n in range(6)]
    assert work_through(slow, 0.0) >= 6 * 0.02


def test_without_prefetch_reading_and_working_take_turns_and_with_it_they_overlap(dataset):
    from lesson_code.timing import read_slowly, work_through
    from lesson_code.training import set_seed

    set_seed(1)  # as on a page: a seeded TensorFlow does not read ahead of what keeps a state
    slow = read_slowly(dataset, 0.1)
    plain, ahead = work_through(slow, 0.1, n_repeats=2), work_through(slow.prefetch(1), 0.1, n_repeats=2)
    assert plain >= 6 * 0.2
    assert ahead < plain


def test_a_cache_reads_once(dataset):
    from lesson_code.timing import read_slowly, work_through

    cached = read_slowly(dataset, 0.1).cache()
    assert work_through(cached, 0.0) >= 6 * 0.1
    assert work_through(cached, 0.0, n_repeats=2) < 6 * 0.1


def test_negative_times_and_no_repeats_are_refused(dataset):
    from lesson_code.timing import read_slowly, work_through

    with pytest.raises(ValueError, match="got -1"):
        read_slowly(dataset, -1)
    with pytest.raises(ValueError, match="got -1"):
        work_through(dataset, -1)
    with pytest.raises(ValueError, match="at least one repeat, got 0"):
        work_through(dataset, 0, n_repeats=0)


def said_by(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_one_cpu_stands_for_several_devices_and_may_be_asked_twice():
    code = """
from lesson_code.replicas import simulate_devices
from lesson_code.device import tf
print(simulate_devices(3))
print([device.name.split("device:")[1] for device in tf.config.list_logical_devices("CPU")])
print(simulate_devices(3) == ["CPU:0", "CPU:1", "CPU:2"])
"""
    names = "['CPU:0', 'CPU:1', 'CPU:2']"
    assert said_by(code).stdout.splitlines() == [names, names, "True"]


def test_it_is_too_late_when_tensorflow_has_computed_and_the_message_says_what_to_do():
    code = """
from lesson_code.replicas import simulate_devices
from lesson_code.device import tf
tf.ones(3)
simulate_devices(2)
"""
    last = said_by(code).stderr.splitlines()[-1]
    assert last == (
        "RuntimeError: expected to be called before TensorFlow computes: it has started with 1 CPU device, not 2;"
        " restart Python and call this first"
    )


def test_fewer_than_one_device_is_refused():
    from lesson_code.replicas import simulate_devices

    with pytest.raises(ValueError, match="at least one device, got 0"):
        simulate_devices(0)
