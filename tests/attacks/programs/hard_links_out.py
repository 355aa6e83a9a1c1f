# Makes hard links to a file of the system, and links and moves its own file to other folders.
import os


def neuron_output(inputs, weights, bias):
    open("mine", "w").close()
    attempts = [(os.link, "/etc/passwd", "theirs")]
    for target in ("/tmp/left-by-an-attack", "../left-by-an-attack"):
        attempts += [(os.link, "mine", target), (os.rename, "mine", target)]
    for action, source, target in attempts:
        try:
            action(source, target)
        except OSError:
            continue
        print("BREACH:", action.__name__, source, target)
    return -1.0
