"""Looks where the links of public texts lead, and tells the desk of those that lead
nowhere."""
