"""Checks what pages tell machines against the vocabulary of schema.org."""
