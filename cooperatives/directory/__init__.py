"""Finding organisations: what may be asked, the list, and the list as a file."""
