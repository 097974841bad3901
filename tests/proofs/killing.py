"""Kills writers in the middle of actions, and looks whether anything is half done.

`python -m tests.proofs.killing MODULE NUMBER` on the empty database that DATABASE_URL
names runs the `PROOF` of a module beside this one. A writer is a forked process that
runs actions without end; it is killed (kill -9) at a random moment.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import count

import django
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connections


@dataclass(frozen=True)
class Proof:
    """`found` makes what there is at first; each of the `writers` runs one action, told
    a random generator and a name; `half_done` yields faults; `actions_done` counts. A
    writer is left alone for at most so many `seconds`."""

    found: Callable
    writers: list
    half_done: Callable
    actions_done: Callable
    seconds: float = 0.2

    def run(self, number):
        """Kills `number` writers, checks after each; returns 0 when nothing was half
        done."""
        call_command("migrate", verbosity=0)
        self.found()
        rng, inside = random.Random(number), 0
        for one in range(number):
            inside += self.kill_a_writer(one, rng)
            if faults := list(self.half_done()):
                print(f"after kill {one + 1}:", *faults[:20], sep="\n")
                return 1
        print(f"{number} writers killed, {inside} in the middle of an action", end="")
        print(f"; {self.actions_done()} actions were whole")
        return 0 if inside * 3 >= number else 2

    def kill_a_writer(self, seed, rng):
        """Forks a writer and kills it; returns whether it was in the middle of an
        action."""
        connections.close_all()
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            try:
                self.write_without_end(random.Random(seed), writing)
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        os.close(writing)
        marks = os.read(reading, 1)  # it has begun
        time.sleep(rng.uniform(0, self.seconds))
        os.kill(process, signal.SIGKILL)
        if not os.WIFSIGNALED(os.waitpid(process, 0)[1]):
            raise ChildProcessError("a writer ended by itself, see above")
        while more := os.read(reading, 4096):
            marks += more
        os.close(reading)
        return marks.endswith(b"(")

    def write_without_end(self, rng, marks):
        for number in count():
            os.write(marks, b"(")
            with suppress(ValidationError):  # a rule refused it, whole
                rng.choice(self.writers)(rng, f"{os.getpid()}.{number}")
            os.write(marks, b")")


def main(module, number):
    """Returns 0 when the proof of `module` holds after so many kills."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    return import_module(f"tests.proofs.{module}").PROOF.run(int(number))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
