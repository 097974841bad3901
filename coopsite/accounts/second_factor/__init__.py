"""The second factor: a code of the telephone besides the password."""
