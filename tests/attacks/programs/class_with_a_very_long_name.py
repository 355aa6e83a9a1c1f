# Returns and raises objects of a class with a name of a million letters and colours for the terminal.
name = "\x1b[2J" + "A" * 10**6
Long = type(name, (Exception,), {})


def neuron_output(inputs, weights, bias):
    if len(inputs) == 1:
        raise Long
    return Long()
