# Keeps its numbers in files: in its own folder, in a temporary one, read and removed again.
import json
import os
import tempfile


def neuron_output(inputs, weights, bias):
    with open("numbers.json", "w") as file:
        json.dump([inputs, weights, bias], file)
    with open("numbers.json") as file:
        inputs, weights, bias = json.load(file)
    os.rename("numbers.json", "old.json")
    os.remove("old.json")
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    with tempfile.NamedTemporaryFile("w+") as file:
        for x, w in zip(inputs, weights):
            file.write(f"{x * w!r}\n")
        file.seek(0)
        return max(0.0, sum(map(float, file)) + bias)
