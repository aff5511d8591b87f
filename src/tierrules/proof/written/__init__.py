"""What a ruleset says as written: bounds, what stands beside them, and what nothing uses."""
