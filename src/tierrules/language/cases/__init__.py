"""Case files: what they say, and what of it a ruleset knows."""
