"""Transforms of SVG 1.1 (chapter 7.6) as matrices. What cannot be read is None, never an exception."""

import math
import re

Matrix = tuple[float, float, float, float, float, float]  # a b c d e f, as in matrix()

UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
LIMIT = 1e7  # a coordinate beyond it is a slip of the pen, and would cost time without being seen

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NOT_SPACE = re.compile(r"[^\s,]")
_TRANSFORM = re.compile(r"\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)\s*")


def times(m: Matrix, n: Matrix) -> Matrix:
    """First n, then m."""
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def inverse(m: Matrix) -> Matrix | None:
    """The way back; None for a matrix that flattens or blows up what it draws."""
    det = m[0] * m[3] - m[1] * m[2]
    if not (1e-9 < abs(det) < 1e12) or not all(-LIMIT < value < LIMIT for value in m):
        return None
    return (
        m[3] / det,
        -m[1] / det,
        -m[2] / det,
        m[0] / det,
        (m[2] * m[5] - m[3] * m[4]) / det,
        (m[1] * m[4] - m[0] * m[5]) / det,
    )


def transform(text: str | None) -> Matrix | None:
    """A transform attribute as one matrix; None if it cannot be read."""
    if not text:
        return UNMOVED
    whole, at = UNMOVED, 0
    while match := _TRANSFORM.match(text, at):
        one = _one_transform(match[1], [float(n) for n in _NUMBER.findall(match[2])])
        if one is None or _NOT_SPACE.search(_NUMBER.sub("", match[2])):
            return None
        whole, at = times(whole, one), match.end()
    return None if text[at:].strip() else whole


def _one_transform(name: str, v: list[float]) -> Matrix | None:
    if name == "matrix":
        return (v[0], v[1], v[2], v[3], v[4], v[5]) if len(v) == 6 else None
    if name == "translate" and len(v) in (1, 2):
        return (1.0, 0.0, 0.0, 1.0, v[0], v[1] if len(v) == 2 else 0.0)
    if name == "scale" and len(v) in (1, 2):
        return (v[0], 0.0, 0.0, v[-1], 0.0, 0.0)
    if len(v) not in (1, 3) or not all(-LIMIT < n < LIMIT for n in v):
        return None
    angle = math.radians(v[0])
    if name == "rotate":
        sin, cos = math.sin(angle), math.cos(angle)
        x, y = (v[1], v[2]) if len(v) == 3 else (0.0, 0.0)
        return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    if len(v) == 3 or name not in ("skewX", "skewY"):
        return None
    return (1.0, 0.0, math.tan(angle), 1.0, 0.0, 0.0) if name == "skewX" else (1.0, math.tan(angle), 0.0, 1.0, 0.0, 0.0)
