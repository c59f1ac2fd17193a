"""Slides: a PDF to show, an editable deck, its fonts, and the words with the speaker's notes."""
