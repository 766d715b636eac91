"""For the people who write and read the rules."""
