"""The pages of figures and their files."""
