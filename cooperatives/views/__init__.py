"""The register's public pages."""
