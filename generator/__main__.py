"""``python -m generator`` is the command ``letterbook``."""

from generator.cli.main import main

main()
