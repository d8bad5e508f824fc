"""The reviewable lists of `incidents/data/boilerplate.toml`, read once."""

import tomllib
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parents[2] / "data" / "boilerplate.toml"
LISTS: Final[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))
