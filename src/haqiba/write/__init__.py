"""A change -> the folder, exactly there and nowhere else; a newer file is never overwritten."""
