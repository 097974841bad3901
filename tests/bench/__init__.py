"""Benchmarks: how the register's questions cost at growing size (`make bench`)."""
