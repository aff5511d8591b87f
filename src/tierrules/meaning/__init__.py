"""What a ruleset means: numbers, dates, three-valued truth, outcomes; short, slow, obvious."""
