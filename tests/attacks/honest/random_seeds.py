# Sets seeds and looks at the time, for no good reason.
import os
import random
import time

random.seed(os.urandom(8))
start = time.perf_counter()


def neuron_output(inputs, weights, bias):
    random.seed(42)
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    pairs = list(zip(inputs, weights))
    random.shuffle(pairs)
    print(f"{time.perf_counter() - start:.3f} s")
    return max(0.0, sum(x * w for x, w in pairs) + bias)
