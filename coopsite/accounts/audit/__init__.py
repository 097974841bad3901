"""What was done about signing in, rights, publications and private files: written down
once, read by superusers, altered by nobody."""
