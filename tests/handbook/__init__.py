"""Takes the pictures of the staff's handbook: `make handbook`."""
