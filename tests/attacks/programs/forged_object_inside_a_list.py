# Sends a list with an object that was not copied, whose kind and text are two megabytes long.
import sys
import time

frame = sys._getframe()
while "replies" not in frame.f_locals:
    frame = frame.f_back
state = frame


def neuron_output(inputs, weights, bias):
    identity, replies = state.f_locals["question"]["id"], state.f_locals["replies"]
    other = '{"other": ["%s", "%s"]}' % ("k" * 1_500_000, "t" * 1_500_000)
    replies.write('{"returned": [1, %s], "id": "%s"}\n' % (other, identity))
    replies.flush()
    time.sleep(60)
