"""Findings in other languages."""
