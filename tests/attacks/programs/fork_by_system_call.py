# Asks the kernel itself for a new process, in every way it knows.
import ctypes
import os

NUMBERS = {"x86_64": (57, 58, 435), "aarch64": (435,)}


def neuron_output(inputs, weights, bias):
    call = ctypes.CDLL(None).syscall
    clone = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
    for number in NUMBERS[os.uname().machine]:
        if number != 58 and call(number, 0, 0) == 0:
            os._exit(0)
    for flags in (17, 0x01000000 | 17, 0x20000000 | 17, 0x00000100 | 0x00004000 | 17):
        pid = call(clone, flags, 0, 0, 0, 0)
        if pid == 0:
            os._exit(0)
        if pid > 0:
            print("BREACH: cloned with", flags)
    return -1.0
