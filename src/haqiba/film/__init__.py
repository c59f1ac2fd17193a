"""SCENE -> FRAMES -> MP4, a craft of its own: it knows no campaign, and gets its texts as pictures."""
