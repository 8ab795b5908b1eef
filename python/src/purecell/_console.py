"""The command `purecell`, for those who have it from pip."""

from __future__ import annotations

import os
import subprocess
import sys

from ._errors import NodeNotFound
from ._node import find_node, find_program


def main() -> int:
    try:
        command = [find_node(), find_program(), *sys.argv[1:]]
    except NodeNotFound as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    if os.name == "posix":
        os.execv(command[0], command)
    # Windows has no exec: Ctrl-C reaches the child as well, whose exit code is the answer.
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
