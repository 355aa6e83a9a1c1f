# Returns, and goes on printing from a thread.
import threading


def forever():
    while True:
        print("x" * 1000)


def neuron_output(inputs, weights, bias):
    if threading.active_count() == 1:
        threading.Thread(target=forever, daemon=True).start()
    else:
        threading.Event().wait(0.3)
    return -1.0
