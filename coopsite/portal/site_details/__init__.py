"""What the foot of every page says of the Alliance: one row, edited at the desk."""
