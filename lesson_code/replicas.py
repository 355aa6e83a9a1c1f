"""Let one CPU stand for several devices, so that training on many can be tried without having them."""

from lesson_code.device import tf

__all__ = ["simulate_devices"]


def simulate_devices(n_devices: int) -> list[str]:
    """Let TensorFlow treat the CPU as several devices, and return their names.

    They share the same cores, so that nothing becomes faster. TensorFlow decides about its devices when it computes
    for the first time; call this before.

    Args:
        n_devices: How many, at least 1.

    Returns:
        Names such as ``"CPU:0"``, for ``tf.device`` and ``tf.distribute.MirroredStrategy``.

    Raises:
        ValueError: ``n_devices`` is below 1.
        RuntimeError: TensorFlow has computed already, with another number of devices.
    """
    if n_devices < 1:
        raise ValueError(f"expected at least one device, got {n_devices}")
    cpu = tf.config.list_physical_devices("CPU")[0]
    try:
        tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * n_devices)
    except RuntimeError:
        found = len(tf.config.list_logical_devices("CPU"))
        if found != n_devices:
            raise RuntimeError(
                f"expected to be called before TensorFlow computes: it has started with {found} CPU"
                f" {'device' if found == 1 else 'devices'}, not {n_devices}; restart Python and call this first"
            ) from None
    return [f"CPU:{number}" for number in range(n_devices)]
