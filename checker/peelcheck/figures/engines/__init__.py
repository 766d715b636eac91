"""What reads tables and groups their rows. Each engine answers the same question the same way."""
