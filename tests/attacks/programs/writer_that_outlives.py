# Leaves a process behind that holds the pipes and sends replies while the first one has ended.
import os
import time


def neuron_output(inputs, weights, bias):
    try:
        pid = os.fork()
    except OSError:
        return -1.0
    if pid:
        print("BREACH: forked")
        os._exit(0)
    os.setsid()
    for _ in range(50):
        time.sleep(0.05)
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b'{"returned": 1.25, "id": "0"}\n')
            except OSError:
                continue
    os._exit(0)
