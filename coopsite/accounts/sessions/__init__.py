"""Where each person is signed in: seen by them, and ended by them or by time."""
