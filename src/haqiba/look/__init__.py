"""One hand drew it all: the finish, the fonts and the templates that every piece shares."""
