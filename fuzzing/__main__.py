"""Try entry points with garbled files: ``python -m fuzzing [--minutes N] [--first SEED] [NAME …]``."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from fuzzing.entrypoints import ENTRY_POINTS
from fuzzing.trying import Fault, attempts


def main() -> int:
    """Try each entry point for some minutes; 0 when none was at fault. What was at fault is kept."""
    arguments = _arguments()
    faults: dict[str, Fault] = {}
    for name in arguments.names or ENTRY_POINTS:
        tries = 0
        for fault in attempts(ENTRY_POINTS[name], arguments.first, arguments.minutes * 60):
            tries += 1
            if fault is not None and fault.kind not in faults:
                faults[fault.kind] = fault
                _keep(fault, arguments.out)
        sys.stderr.write(f"{name}: {tries:,} tries from seed {arguments.first}\n")
    return int(bool(faults))


def _keep(fault: Fault, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{fault.entry_point}-{fault.seed}"
    path.write_bytes(fault.content)
    sys.stdout.write(f"{path}: {fault.message[:300]} at {fault.place}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzzing", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(ENTRY_POINTS)}; all when none"
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="for each entry point")
    parser.add_argument("--first", type=int, default=secrets.randbelow(10**9), help="seed of the first try")
    parser.add_argument(
        "--out", type=Path, default=Path("out/fuzzing"), help="where what was at fault is kept"
    )
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(ENTRY_POINTS):
        parser.error(f"{', '.join(sorted(unknown))}: is none of {', '.join(ENTRY_POINTS)}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
