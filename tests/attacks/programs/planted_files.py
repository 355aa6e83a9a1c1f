# Plants modules and start files in its folder, and crashes, so that the next process may import them.
import os

NAMES = ("json", "os", "encodings", "sitecustomize", "usercustomize", "lesson_code", "numpy", "keras", "_signal")

if os.path.exists("json.py"):
    import json
    import sys

    if getattr(sys, "planted", False):
        print("BREACH: a planted module was imported")


def neuron_output(inputs, weights, bias):
    for name in NAMES:
        with open(f"{name}.py", "w") as file:
            file.write("import sys\nsys.planted = True\nprint('BREACH: planted')\n")
    with open("left.pth", "w") as file:
        file.write("import sys; print('BREACH: planted')\n")
    with open("pyvenv.cfg", "w") as file:
        file.write("home = .\n")
    os._exit(1)
