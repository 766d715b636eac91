"""Bytes to text with locations. This layer does not know rules or returns."""
