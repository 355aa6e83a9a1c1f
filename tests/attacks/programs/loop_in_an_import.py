# Never ends in a module that it has written itself, with the lock of the import held.
import sys

with open("endless.py", "w") as file:
    file.write("while True: pass\n")
sys.path.insert(0, ".")


def neuron_output(inputs, weights, bias):
    import endless
