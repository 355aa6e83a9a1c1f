# Makes links that lead out of its folder and reads and writes through them.
import os


def neuron_output(inputs, weights, bias):
    for n, target in enumerate(("/etc/passwd", "/", "..", "/tmp/left-by-an-attack", os.path.expanduser("~root"))):
        name = f"link{n}"
        try:
            os.symlink(target, name)
        except OSError:
            continue
        print("BREACH: made a link")
    return -1.0
