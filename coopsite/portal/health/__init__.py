"""What watchers ask: whether the portal lives, whether all is well, its figures."""
