# Leaves a daemon behind: forked twice, in a session of its own, without open files, deaf to signals.
import os
import signal
import time


def neuron_output(inputs, weights, bias):
    try:
        pid = os.fork()
    except OSError:
        return -1.0
    if pid:
        print("BREACH: forked")
        os.waitpid(pid, 0)
        return -1.0
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.chdir("/")
    os.closerange(0, 64)
    while True:
        time.sleep(60)
