"""Pages for the eye, the printer and the screen reader, set by Typst."""
