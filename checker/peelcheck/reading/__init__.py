"""Nodes to nouns: rule packs, returns and registers, with every fault told at its place."""
