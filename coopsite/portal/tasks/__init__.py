"""Shows at the desk what is done by workers: what waits, what failed and why."""
