"""Two rulesets on the same customers: where their answers differ, and in which words."""
