# Says that its function takes 10 ** 4000 arguments, is called by a text of two million characters and so on.
import os
import sys

frame = sys._getframe()
while "replies" not in frame.f_locals:
    frame = frame.f_back
number = "9" * 4000
found = '{"kind": "%s", "callable": 0, "fewest": -%s, "most": %s}' % ("k" * 2_000_000, number, number)
reply = '{"loaded": %s, "functions": ["%s"], "id": "%s"}\n'
frame.f_locals["replies"].write(reply % (found, "neuron" * 100_000, frame.f_locals["question"]["id"]))
frame.f_locals["replies"].flush()
os._exit(0)
