# Defines a hundred thousand functions with similar names and not the one that is asked for.
def function():
    pass


for number in range(100_000):
    globals()["neuron_outptu"[number % 5 :] + "neuron_outptu"[: number % 5] + str(number)] = function
