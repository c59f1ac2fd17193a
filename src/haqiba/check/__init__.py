"""Editions -> findings: one small generator a check, its why and its code beside it."""
