"""The factories of the register, whose rows are written once each."""

from tests.factories import register
from tests.factories.once import written_once_each

make_cooperative = written_once_each(register.make_cooperative)
make_union = written_once_each(register.make_union)
