"""What the settings say to each of the two databases, and how long it may keep us."""

from django.core.exceptions import ImproperlyConfigured

# Writers queue instead of failing: each transaction takes the write lock at its start,
# readers go on in WAL.
_ON_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
# Seconds; 0 is without limit.
TIMEOUTS = {
    "DB_CONNECT_TIMEOUT": 5,
    "DB_STATEMENT_TIMEOUT": 60,
    "DB_LOCK_TIMEOUT": 20,
    "DB_IDLE_IN_TRANSACTION_TIMEOUT": 60,
}
_OF_THE_SESSION = {
    "DB_STATEMENT_TIMEOUT": "statement_timeout",
    "DB_LOCK_TIMEOUT": "lock_timeout",
    "DB_IDLE_IN_TRANSACTION_TIMEOUT": "idle_in_transaction_session_timeout",
}


def options_of(engine, seconds):
    """Returns Django's OPTIONS of a database; `seconds` has a number for each name of
    TIMEOUTS, which SQLite has no use for."""
    for name, number in seconds.items():
        if number < 0:
            raise ImproperlyConfigured(f"{name}={number} is no number of seconds.")
    if engine == "sqlite3":
        return dict(_ON_SQLITE)
    told = {_OF_THE_SESSION[name]: seconds[name] for name in _OF_THE_SESSION}
    return {
        "connect_timeout": seconds["DB_CONNECT_TIMEOUT"],
        "options": " ".join(f"-c {name}={told[name]}s" for name in told),
    }
