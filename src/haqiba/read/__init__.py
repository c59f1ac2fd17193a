"""Folder -> Campaign: one reader a craft's format."""
