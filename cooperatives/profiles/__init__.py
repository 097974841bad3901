"""One organisation's page: what is known of it, its course, and as schema.org."""
