"""Cards for social media: pictures in three formats, each with the words to paste and what one sees."""
