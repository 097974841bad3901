"""All that is counted: on a day, over periods, between two days, then and now."""
