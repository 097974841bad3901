"""A new password by mail, for who has forgotten the old one."""
