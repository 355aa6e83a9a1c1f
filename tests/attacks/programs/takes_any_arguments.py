# Takes any arguments, none of which it looks at, and is no function at all.
class Anything:
    __name__ = "neuron_output"

    def __call__(self, *arguments, **more):
        return -1.0

    def __getattr__(self, name):
        return 3


neuron_output = Anything()
