"""The version of the npm package, which is the one version of all."""

import json
from pathlib import Path

_HERE = Path(__file__).parent
_PACKED = _HERE / "src" / "purecell" / "_program" / "package.json"
_PACKAGE = _PACKED if _PACKED.exists() else _HERE.parent / "package.json"

__version__: str = json.loads(_PACKAGE.read_text(encoding="utf-8"))["version"]
