"""A screenplay and a cut-out cast -> a film, its captions and its words; a shot is a part."""
