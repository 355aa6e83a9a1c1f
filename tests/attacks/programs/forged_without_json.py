# Answers with something that is no JSON.
import sys
import time

frame = sys._getframe()
while "replies" not in frame.f_locals:
    frame = frame.f_back
state = frame


def neuron_output(inputs, weights, bias):
    state.f_locals["replies"].write("passed\n")
    state.f_locals["replies"].flush()
    time.sleep(60)
