"""Rules checked like code: what is wrong with a table, and the customer who shows it."""
