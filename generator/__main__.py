"""The command ``letterbook``, also called as ``python -m generator``."""

import sys


def main() -> None:
    """Run the command with the arguments of the process."""
    try:
        from generator.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("letterbook: stopped before anything was begun\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
