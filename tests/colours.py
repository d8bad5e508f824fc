"""Contrast, colour blindness and distance of colours, from their published formulas."""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy

XYZ = numpy.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
)
WHITE = (0.95047, 1.0, 1.08883)
# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
BLIND = {
    "normal": numpy.eye(3),
    "protan": numpy.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": numpy.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "tritan": numpy.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.3039],
        ]
    ),
}


def linear(code: str) -> numpy.ndarray:
    """`#8F2A00` → linear RGB."""
    channels = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return numpy.array(
        [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    )


def contrast(one: str, other: str) -> float:
    """WCAG 2: from 1 to 21."""
    light, dark = sorted((float(XYZ[1] @ linear(code)) for code in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(one: str, other: str, sight: str = "normal") -> float:
    """CIEDE2000 between two colours as someone with this sight sees them."""
    return _ciede2000(_lab(one, sight), _lab(other, sight))


def _lab(code: str, sight: str) -> tuple[float, float, float]:
    seen = numpy.clip(BLIND[sight] @ linear(code), 0, 1)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (XYZ @ seen) / WHITE
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _ciede2000(one, other) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    middle = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    mid, c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(middle - 30))
        + 0.24 * cos(radians(2 * middle))
        + 0.32 * cos(radians(3 * middle + 6))
        - 0.2 * cos(radians(4 * middle - 63))
    )
    sl = 1 + 0.015 * (mid - 50) ** 2 / sqrt(20 + (mid - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    twist = 60 * exp(-(((middle - 275) / 25) ** 2))
    rt = -sin(radians(twist)) * 2 * sqrt(c**7 / (c**7 + 25**7))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / sh
    return sqrt(dl**2 + dc**2 + dh**2 + rt * dc * dh)
