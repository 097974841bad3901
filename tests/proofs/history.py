"""One random history: both sides told the same, ready to be asked."""

import random

from .comparison import differences
from .model import Register
from .operations import Generator
from .program import Mismatch, Program
from .questions import Asker
from .world import World


class History:
    """A seed's register, naive and real, and what is asked of both."""

    def __init__(self, seed, operations, by=None):
        self.seed = seed
        self.rng = random.Random(seed)
        self.register = Register(World())
        self.program = Program(self.register, by)
        self.generator = Generator(self.register, self.rng, operations)
        self.asker = Asker(self.register, random.Random(seed + 1))
        self.asked = 0

    def write(self, number):
        """Run `number` operations on both sides."""
        for _ in range(number):
            operation = self.generator.draw()
            try:
                self.program.run(operation)
            except Exception as error:
                raise Mismatch(self.story(f"{operation}: {error!r}")) from error

    def ask(self, client, number, **forms):
        """Ask `number` questions; return what was wrong, as text."""
        complaints = []
        for _ in range(number):
            question = self.asker.draw()
            self.asked += 1
            complaints += differences(client, question, **forms)
        return complaints

    def check(self, complaints):
        """Fail with the whole story where there are complaints."""
        if complaints:
            told = "\n".join(complaints[:30])
            raise Mismatch(self.story(f"{len(complaints)} differences:\n{told}"))

    def story(self, message):
        """The message with the seed and all operations, to be run again."""
        log = "\n".join(f"{moment}  {told}" for told, moment in self.program.log)
        told = f"seed {self.seed}: {message}"
        return f"{told}\nOperations:\n{log}\n{told}"

    @property
    def summary(self):
        told = ", ".join(
            f"{name} {self.program.accepted[name]}/"
            f"{self.program.accepted[name] + self.program.refused[name]}"
            for name in sorted(self.program.accepted | self.program.refused)
        )
        return f"seed {self.seed}: accepted {told}; {self.asked} questions"
