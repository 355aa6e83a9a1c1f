# Writes start files into Python's own folders, where every later process would run them.
import os
import site
import sys


def neuron_output(inputs, weights, bias):
    folders = [*sys.path, *site.getsitepackages(), site.getusersitepackages(), sys.prefix, sys.base_prefix]
    for folder in folders:
        for name in ("left-by-an-attack", "left-by-an-attack.pth"):
            try:
                with open(os.path.join(folder, name), "w") as file:
                    file.write("# from an attack\n")
                print("BREACH: wrote into", folder)
            except OSError:
                continue
    return -1.0
