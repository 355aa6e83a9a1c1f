# Sleeps for an hour and falls asleep again when it is woken.
import time


def neuron_output(inputs, weights, bias):
    while True:
        time.sleep(3600)
