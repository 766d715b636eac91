"""Bytes to text with places. Nothing here knows what a rule or a return is."""
