"""Gives the calls of a run one piece of memory to lie in.

Python takes it in pieces of 16 KB, and gives each back as soon as it is empty. Where a
loop of calls crosses the end of a piece, as the deep ones of templates do, the system
is asked for one and handed it back thousands of times: a tenth of a run's time. A frame
that wants more than a piece holds is given a large one, whose rest its callees use.
"""

from _pytest import main

SLOTS = 2**17 + 1  # of 8 bytes; the piece is of the next power of two, twice as large


def pytest_cmdline_main(config):
    """Runs pytest as it does by itself, from a roomy frame."""
    return run(config)


def run(config):
    """Returns the exit status of the run."""
    return main.pytest_cmdline_main(config)


run.__code__ = run.__code__.replace(co_stacksize=SLOTS)
