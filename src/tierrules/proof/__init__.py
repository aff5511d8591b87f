"""What holds of every customer whom a ruleset can meet: proven by search, shown by a customer."""
