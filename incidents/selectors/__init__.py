"""What pages, charts and files show, read from the database in few statements."""
