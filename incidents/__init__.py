"""The register of cyberattacks on Swiss healthcare."""

__version__ = "0.1.0"
