# Waits for itself.
import threading


def neuron_output(inputs, weights, bias):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
