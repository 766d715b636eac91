"""Rules for peelcheck, found by the entry point peelcheck.rule_packs. There is no code here."""
