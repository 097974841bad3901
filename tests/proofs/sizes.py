"""How much is proved: short with `make test`, fixed seeds with `make proofs`, and more
of both where LONG is set (`make proofs LONG=1`).

Of one core, an operation takes some 50 ms and a question, asked as page, CSV and XLSX,
some 200; the sizes with LONG are worked out from these and from one seed of each proof.
"""

import os

LONG = os.environ.get("LONG", "") not in ("", "0")

# With `make test`: together some ten seconds of one core.
SHORT_OPERATIONS, SHORT_QUESTIONS = 12, 4
SHORT_LATER_WRITES, SHORT_REPEATED = 12, 3
SHORT_CRAWL = 3
SHORT_DESKS = 2
SHORT_KEEPING = 2

# With `make proofs`: together some five minutes of one core on each database; with
# LONG some 27 on SQLite, more on PostgreSQL: half an hour for both on two cores.
PARTS = 3  # a history is asked about after each third
OPERATIONS, QUESTIONS = (500, 300) if LONG else (200, 150)
REPLAY_SEEDS = range(100, 104 if LONG else 103)
DERIVATION_SEEDS = range(200, 204 if LONG else 202)
REPEATING_SEEDS = range(300, 302 if LONG else 301)
LATER_WRITES, REPEATED = 1_000, 300 if LONG else 90
CRAWL_SEEDS = range(400, 402 if LONG else 401)
CRAWL_OPERATIONS, CRAWL_DAYS = (200, 3) if LONG else (80, 1)
RULES_SEEDS = range(500, 503 if LONG else 502)
KILLS = 200 if LONG else 12
DESK_SEEDS = range(601, 603 if LONG else 602)
DESKS = 500 if LONG else 60
SAVES, SAVES_SEED = 1_000 if LONG else 80, 700

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
    "open_area",
    "close_area",
    "redirect",
    "correct_area",
)
# What hides in other operations, and happens a few times in a history at best.
RARE = ("leave_out", "settle", "go_with")
# Seconds that two processes read what a third writes; random writes beside a twin.
KEEPING = 120 if LONG else 8
KEEPING_SEEDS = range(801, 806 if LONG else 802)
KEEPING_STEPS = 100 if LONG else 15
