"""How a ruleset is written: keys, syntax, names and types, lowering to the core."""
