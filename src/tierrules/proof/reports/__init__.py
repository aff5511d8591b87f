"""All findings of a ruleset: which are asked for, which the file passes over, and the report."""
