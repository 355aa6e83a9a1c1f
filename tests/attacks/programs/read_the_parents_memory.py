# Reads the memory of the process that watches it, by system call and through /proc.
import ctypes
import os


def neuron_output(inputs, weights, bias):
    parent = os.getppid()
    library = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(64)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 64)
    for address in (id(os), ctypes.addressof(buffer), 0x400000):
        other = (ctypes.c_void_p * 2)(address, 64)
        if library.process_vm_readv(parent, vector, 1, other, 1, 0) > 0:
            print("BREACH: read the parent's memory")
        if library.process_vm_writev(parent, vector, 1, other, 1, 0) > 0:
            print("BREACH: wrote the parent's memory")
    try:
        open(f"/proc/{parent}/mem", "rb").close()
        print("BREACH: opened the parent's memory")
    except OSError:
        pass
    return -1.0
