"""Exercise ``batches_per_epoch``: how many steps does one pass over the data take?

Write the function, then check it: python -m lesson_code check batches_per_epoch
"""


def batches_per_epoch(n_samples: int, batch_size: int) -> int:
    """Return the number of batches in one epoch.

    In an epoch every sample is used once. All batches are full, only the last one may be smaller: it holds what is
    left, and counts as a batch however small it is.

    Args:
        n_samples: How many samples the training set has, a whole number, at least 1.
        batch_size: How many samples a full batch holds, a whole number, at least 1.

    Returns:
        The number of batches, a whole number, at least 1.

    Raises:
        ValueError: One of the two numbers is below 1; the message says which.
    """
    raise NotImplementedError("write batches_per_epoch here")
