"""Measure a training step on every device of this computer: ``python benchmarks/device.py``.

For batches of several sizes it prints the milliseconds of a step with 32 bits and with mixed precision, on the CPU and
on each GPU that TensorFlow finds, and how many times faster a GPU is. Nothing is promised here: what comes out depends
on the computer. Without a GPU the CPU alone is measured, and the report says so.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from lesson_code.device import describe, keras, tf
from lesson_code.timing import seconds_per_step

POLICIES = ("float32", "mixed_float16", "mixed_bfloat16")
BATCH_SIZES = (1, 16, 256, 4096)
MAX_CPU_NUMBERS = 2**24


def build(width: int, policy: str) -> keras.Model:
    """Return a compiled dense network with two wide layers, which computes as the policy says."""
    keras.config.set_dtype_policy(policy)
    model = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(width, activation="relu"),
            keras.layers.Dense(width, activation="relu"),
            keras.layers.Dense(10, activation="softmax", dtype="float32"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    keras.config.set_dtype_policy("float32")
    return model


def devices() -> list[str]:
    """Return the short names of the CPU and of every GPU that TensorFlow can use."""
    return ["CPU:0", *(f"GPU:{number}" for number in range(len(tf.config.list_physical_devices("GPU"))))]


def measure(device: str, width: int, policy: str, batch_sizes: Sequence[int]) -> list[float | None]:
    """Return the seconds of a step for each batch size; None where a CPU would take minutes."""
    with tf.device(device):
        model = build(width, policy)
        return [
            None if device.startswith("CPU") and size * width > MAX_CPU_NUMBERS else seconds_per_step(model, size)
            for size in batch_sizes
        ]


def row(name: str, values: Sequence[float | None], form: str) -> str:
    """Return one line of a table."""
    return f"{name:<32}" + "".join(f"{'-' if value is None else format(value, form):>10}" for value in values)


def ratios(slow: Sequence[float | None], fast: Sequence[float | None]) -> list[float | None]:
    """Return how many times faster the second is; None where one was not measured."""
    pairs = zip(slow, fast, strict=True)
    return [None if above is None or below is None else above / below for above, below in pairs]


def report(width: int, batch_sizes: Sequence[int]) -> None:
    """Measure one width on all devices and print two tables: milliseconds, and what is how many times faster."""
    names = devices()
    found = {(device, policy): measure(device, width, policy, batch_sizes) for device in names for policy in POLICIES}
    print(f"\n{width} neurons in each of two hidden layers; milliseconds a step, by batch size")
    print(row("", list(batch_sizes), ".0f"))
    for (device, policy), seconds in found.items():
        print(row(f"{device}, {policy}", [None if value is None else 1000 * value for value in seconds], ".2f"))
    print("times faster")
    for device in names:
        for policy in POLICIES[1:]:
            faster = ratios(found[device, POLICIES[0]], found[device, policy])
            print(row(f"{policy}, {device}", faster, ".2f"))
    for device in names[1:]:
        for policy in POLICIES:
            faster = ratios(found["CPU:0", POLICIES[0]], found[device, policy])
            print(row(f"{device} over CPU, {policy}", faster, ".2f"))


def main() -> int:
    """Measure, print the tables, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--widths", type=int, nargs="+", default=[64, 1024], metavar="N")
    parser.add_argument("--batch-sizes", type=int, nargs="+", default=list(BATCH_SIZES), metavar="N")
    options = parser.parse_args()
    if min(*options.widths, *options.batch_sizes) < 1:
        parser.error("expected widths and batch sizes of at least 1")
    print(describe())
    if len(devices()) == 1:
        print("TensorFlow finds no GPU here, so there is nothing to compare the CPU with.")
    for width in options.widths:
        report(width, options.batch_sizes)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
