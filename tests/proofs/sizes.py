"""How much is proved: short with `make test`, fixed seeds with `make proofs`, and more
of both where LONG is set (`make proofs LONG=1`)."""

import os

LONG = os.environ.get("LONG", "") not in ("", "0")

PARTS = 3  # a history is asked about after each third
SHORT_OPERATIONS, SHORT_QUESTIONS = 60, 30
OPERATIONS, QUESTIONS = (500, 600) if LONG else (200, 150)
REPLAY_SEEDS = range(100, 120 if LONG else 104)
DERIVATION_SEEDS = range(200, 220 if LONG else 202)
REPEATING_SEEDS = range(300, 303 if LONG else 301)
RULES_SEEDS = range(500, 520 if LONG else 502)
SHORT_LATER_WRITES, LATER_WRITES = 60, 1_000
REPEATED = 300 if LONG else 90  # addresses asked again
CRAWL_SEEDS = range(400, 404 if LONG else 401)
CRAWL_OPERATIONS = 300 if LONG else 100
SHORT_CRAWL, CRAWL_DAYS = 25, 8 if LONG else 2
FEW_LINKS = 10

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
)
