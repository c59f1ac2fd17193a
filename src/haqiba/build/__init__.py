"""Which editions, fresh or not, and where."""
