"""Signing in: how often a password may be guessed, from where, and how many at once."""
