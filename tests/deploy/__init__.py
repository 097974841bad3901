"""What stands between the code and its service: the files of `deploy/`, driven."""
