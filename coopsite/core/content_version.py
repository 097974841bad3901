"""One clock and one lock for each domain of content, and a token of its last write.

Every action that writes in the register raises its row first. So writers queue up, and
each has a moment later than the one before whatever the machines' clocks say.

The token is renewed by triggers whenever a row changes that the public sees (see
`renewal`), in the transaction of that change. Whoever remembers an answer can tell by
it whether anything was written since.
"""

from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import get_random_string

# In the order in which whoever writes in several locks them.
DOMAINS = REGISTER, NEWS, PAGES = "register", "news", "pages"
# The part of the register that few writes change: areas, sectors, limits of sizes.
RULES = "rules"
PART_OF = {RULES: REGISTER}  # a write in the part is one in the whole

# A stored moment this far ahead means that a clock is wrong: nothing is written then.
MAX_AHEAD = timedelta(minutes=5)
# No write may take longer, so whatever began earlier is committed or gone.
MAX_DURATION = timedelta(minutes=15)
_TICK = timedelta(microseconds=1)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_TOKENS = "SELECT domain, token FROM core_contentversion"
# Within a transaction the triggers of PostgreSQL renew a token once until it is read.
_TOKENS_IN_TRANSACTION = (
    "SELECT domain, token, set_config('coopsite.renewed', '', true) "
    "FROM core_contentversion"
)
# The tokens under which a page is being made; None outside of one.
_reading = ContextVar("tokens of the page that is made", default=None)


class ContentVersion(models.Model):
    """The last write in a domain: its moment, and a token that never comes again."""

    content_domain = None

    domain = models.CharField(max_length=20, primary_key=True)
    moment = models.DateTimeField()
    token = models.CharField(max_length=16)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.domain}: {self.moment:%d/%m/%Y %H:%M:%S.%f}"


def read_clock():
    """Returns the present moment; the database's where several machines share it."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def lock(domain):
    """Waits until nobody else writes in `domain`, keeps others out until the commit.

    Who writes in several locks them in the order of `DOMAINS`. Returns the locked row.
    On SQLite each transaction is the only writer anyway.
    """
    rows = ContentVersion.objects.select_for_update()
    row = rows.filter(pk=domain).first()
    if row is None:
        new = ContentVersion(domain=domain, moment=_BEGINNING, token="")
        ContentVersion.objects.bulk_create([new], ignore_conflicts=True)
        row = rows.get(pk=domain)
    return row


def advance(domain):
    """Locks `domain` and returns the moment of the write that begins.

    Later than every moment before it. ValidationError where the last one lies over five
    minutes ahead of the clock.
    """
    version, now = lock(domain), read_clock()
    _check_clock(version.moment, now)
    version.moment = max(now, version.moment + _TICK)
    version.token = get_random_string(16)
    version.save()
    return version.moment


def check_clock(domain):
    """ValidationError where a write in `domain` would be refused for the clock's sake;
    for forms, which say so before they save."""
    _check_clock(current(domain)[0], read_clock())


def _check_clock(moment, now):
    if moment > now + MAX_AHEAD:
        raise ValidationError(
            f"Chưa ghi gì: lần ghi trước mang giờ {_written(moment)}, mà đồng hồ máy "
            f"chủ mới chỉ {_written(now)}. Hãy nhờ người quản trị chỉnh lại đồng hồ "
            "rồi ghi lại."
        )


def check_duration(moment):
    """ValidationError where the write that began at `moment` took too long to count."""
    if read_clock() - moment > MAX_DURATION - MAX_AHEAD:
        raise ValidationError(
            "Chưa ghi gì: việc ghi kéo dài quá lâu. Hãy chia nhỏ rồi ghi lại."
        )


def current(domain):
    """Returns (moment, token) of the last committed write in `domain`. One query."""
    rows = ContentVersion.objects.filter(pk=domain)
    return rows.values_list("moment", "token").first() or (_BEGINNING, "")


def read_tokens():
    """Returns {domain: token} of the last committed writes. One query.

    Each kept page costs it, so it goes to the driver where nothing speaks against it:
    Django's wrapping, and asking first whether the connection lives, take longer than
    the question.
    """
    if connection.connection and not (
        connection.in_atomic_block or connection.queries_logged
    ):
        try:
            with closing(connection.connection.cursor()) as cursor:
                cursor.execute(_TOKENS)
                return dict(cursor.fetchall())
        except connection.Database.Error:
            connection.close()  # the server may have been started anew
    return _read_wrapped()


def _read_wrapped():
    is_shared = connection.vendor == "postgresql" and connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(_TOKENS_IN_TRANSACTION if is_shared else _TOKENS)
        return {row[0]: row[1] for row in cursor.fetchall()}


def tokens_of(domains, tokens):
    """Returns those of `tokens` that belong to `domains`, in their order."""
    return tuple(tokens.get(domain, "") for domain in domains)


def get_tokens():
    """Returns the tokens of the page that is being made, else those of now."""
    tokens = _reading.get()
    return read_tokens() if tokens is None else tokens


@contextmanager
def reading(tokens):
    """A context in which a page is made under `tokens`, read before."""
    before = _reading.set(tokens)
    try:
        yield
    finally:
        _reading.reset(before)


def is_over(known_at, last_moment):
    """Returns whether nothing can be added any more to what was known at `known_at`.

    `last_moment` is that of the domain's last committed write (see `current`).
    """
    return known_at < last_moment or known_at <= read_clock() - MAX_DURATION


def _written(moment):
    return f"{timezone.localtime(moment):%H:%M:%S ngày %d/%m/%Y}"
