"""Proofs: random histories of the register, told twice and compared.

`model` is a naive register written from docs/register.md alone; `operations` invents
what staff might enter, `program` enters it through the project's actions, `questions`
asks both sides the same over HTTP, as page, CSV and XLSX. Whatever differs is printed
with the seed, the operations and the address. `newsroom` does the same for what the
public reads, with the naive article of `editions`; `killing` kills writers of both.

Short versions run with `make test`, longer ones (marker `proof`) with `make proofs`,
the longest (marker `long`) with `make proofs LONG=1`. A new proof is a test in this
folder; sizes and seeds stand in `sizes`.
"""
