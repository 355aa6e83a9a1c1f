# Writes into all folders it can think of, and changes files there.
import os
import tempfile


def neuron_output(inputs, weights, bias):
    folders = ["..", "/tmp", "/var/tmp", "/dev/shm", "/run", "/etc", "/", os.path.expanduser("~root"), "/dev/mqueue"]
    for folder in [*folders, tempfile.gettempdir() + "/.."]:
        name = os.path.join(folder, "left-by-an-attack")
        for make in (lambda n: open(n, "w").close(), os.mkdir, os.mkfifo):
            try:
                make(name)
            except OSError:
                continue
            print("BREACH: made", name)
    return -1.0
