"""The search among all customers: cells, formulas, clauses, boxes, and the customer who shows what was found."""
