"""The scan's own process: ``python -m site_builder.scan FILE`` does the task in FILE.

It prints nothing, whatever happens: a fault's words may quote what must not be told.
"""

from __future__ import annotations

import sys
from pathlib import Path

from site_builder.errors import reason_of
from site_builder.scan.search import search
from site_builder.scan.task import Task


def main(file: str) -> int:
    """Do the task; 0 if all of it was done."""
    task = Task(Path(file))
    try:
        search(task, Path(file).parent)
    except BaseException as error:  # noqa: BLE001 - whatever it is, never in its own words
        task.end(str(reason_of(error)))
        return 1
    finally:
        task.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
