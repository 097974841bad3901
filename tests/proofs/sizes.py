"""How much is proved: short with `make test`, fixed seeds with `make proofs`, and more
of both where LONG is set (`make proofs LONG=1`).

An operation takes some 50 ms of one core, an answer some 70.
"""

import os

LONG = os.environ.get("LONG", "") not in ("", "0")

# With `make test`: together some ten seconds of one core.
SHORT_OPERATIONS, SHORT_QUESTIONS = 40, 15
SHORT_LATER_WRITES, SHORT_REPEATED = 60, 20
SHORT_CRAWL = 12

# With `make proofs`: together some six minutes of one core on each database.
PARTS = 3  # a history is asked about after each third
OPERATIONS, QUESTIONS = (500, 600) if LONG else (200, 150)
REPLAY_SEEDS = range(100, 120 if LONG else 103)
DERIVATION_SEEDS = range(200, 220 if LONG else 202)
REPEATING_SEEDS = range(300, 303 if LONG else 301)
LATER_WRITES, REPEATED = 1_000, 300 if LONG else 90
CRAWL_SEEDS = range(400, 404 if LONG else 401)
CRAWL_OPERATIONS, CRAWL_DAYS = (300, 8) if LONG else (80, 1)
RULES_SEEDS = range(500, 520 if LONG else 502)
KILLS = 200 if LONG else 12

EVERY_OPERATION = (
    "register",
    "change",
    "change_many",
    "correct",
    "withdraw",
    "survey",
    "correct_survey",
    "reorganise",
    "regroup",
    "limit",
)
