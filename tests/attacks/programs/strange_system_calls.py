# Asks the kernel for what no answer needs: rings, filters, keys, name spaces, mounts, shared memory, user numbers.
import ctypes
import os

X86_64 = {
    "io_uring_setup": (425, 8, 0),
    "bpf": (321, 0, 0, 0),
    "userfaultfd": (323, 0),
    "perf_event_open": (298, 0, 0, 0, 0, 0),
    "unshare": (272, 0x10000000),
    "mount": (165, 0, b"/", 0, 4096, 0),
    "chroot": (161, b"."),
    "add_key": (248, b"user", b"left", b"x", 1, -4),
    "shmget": (29, 0, 4096, 0o1600),
    "semget": (64, 0, 1, 0o1600),
    "msgget": (68, 0, 0o1600),
    "mq_open": (240, b"left-by-an-attack", 0o102, 0o600, 0),
    "open_tree": (428, -100, b".", 1),
    "fsopen": (430, b"tmpfs", 0),
    "setns": (308, 0, 0),
    "setuid(1)": (105, 1),
    "x32 getpid": (0x40000000 + 39,),
}

def neuron_output(inputs, weights, bias):
    call = ctypes.CDLL(None).syscall
    for name in X86_64 if os.uname().machine == "x86_64" else ():
        if call(*X86_64[name]) >= 0:
            print("BREACH:", name)
    return -1.0
