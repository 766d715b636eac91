"""`python -m peelcheck`, for machines on which the command itself is not found."""

from peelcheck.cli import main

main()
