"""What all tests share."""

import signal

import pytest


@pytest.fixture(scope="session", autouse=True)
def _programs_hear_ctrl_c():
    """A shell makes what it starts in the background deaf to Ctrl-C, and so everything that the tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
