"""One hand drew it all: palette, grid, sizes, fonts, paper, and the templates."""
