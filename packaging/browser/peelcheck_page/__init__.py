"""What peelcheck.html brings beside peelcheck: files in memory, and answers as plain values."""
