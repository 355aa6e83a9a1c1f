"""Import TensorFlow quietly, and say in words which device will compute.

TensorFlow's C++ code writes to file descriptor 2 while it loads and while it looks for devices, before any
Python filter can act: in a notebook that is red text below the first cell. Whatever needs Keras takes it
from here (``from lesson_code.device import keras``), so that those lines are caught in one place.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Rounding then does not depend on the processor, so a page shows the same numbers on every machine.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Catch what is written to file descriptor 2; show it after all when the block raises."""
    sys.stderr.flush()
    with tempfile.TemporaryFile() as caught:
        kept = os.dup(2)
        os.dup2(caught.fileno(), 2)
        try:
            yield
        except BaseException:
            caught.seek(0)
            os.write(kept, caught.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)


with _quiet_stderr():
    import keras
    import tensorflow as tf

# How many threads add up decides the last digits, so it is the same number on every machine.
N_THREADS = 2
tf.config.threading.set_intra_op_parallelism_threads(N_THREADS)
tf.config.threading.set_inter_op_parallelism_threads(N_THREADS)

__all__ = ["N_THREADS", "Device", "describe", "keras", "pick_device", "tf"]


@dataclass(frozen=True)
class Device:
    """Where TensorFlow will compute.

    Attributes:
        kind: ``"GPU"`` or ``"CPU"``.
        name: TensorFlow's short name, for ``tf.device(name)``: ``"GPU:0"`` or ``"CPU:0"``.
        words: The device in words, for people.
    """

    kind: str
    name: str
    words: str


def pick_device() -> Device:
    """Return the first GPU that TensorFlow can use, else the CPU."""
    with _quiet_stderr():
        gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        n_cores = os.cpu_count() or 1
        return Device("CPU", "CPU:0", f"the CPU ({n_cores} {'core' if n_cores == 1 else 'cores'})")
    details = tf.config.experimental.get_device_details(gpus[0])
    return Device("GPU", "GPU:0", f"the GPU ({details.get('device_name', 'of unknown model')})")


def describe() -> str:
    """Return one sentence that says which device computes and with which versions."""
    return f"Keras {keras.__version__} on TensorFlow {tf.__version__} computes on {pick_device().words}."
