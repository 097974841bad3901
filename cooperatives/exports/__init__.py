"""The register as files to keep: which columns leave it, and in which formats."""
