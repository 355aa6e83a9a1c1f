# Tries itself out when it is run alone.
def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)


if __name__ == "__main__":
    assert neuron_output([1], [2], 3) == 5
    input("press a key")
