"""Files -> bag: RFC 8493, packed strictly, verified without mercy."""
