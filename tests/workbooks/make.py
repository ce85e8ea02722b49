"""Write the sample workbooks: python tests/workbooks/make.py

`pass/` holds rosters that must be read as they are, `fail/` files that must be refused or rows that must be told
about. All people are invented. The files are committed; run this again after a change and look at the difference.
`expected.yaml` says what must be read from each of `pass/`; it is written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from workbooks.faults import FAIL  # noqa: E402
from workbooks.rosters import PASS  # noqa: E402


def main() -> None:
    for folder, files in (("pass", PASS), ("fail", FAIL)):
        (HERE / folder).mkdir(exist_ok=True)
        for name, make in files.items():
            (HERE / folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
