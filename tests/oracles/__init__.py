"""What a ruleset means, said a second time and in another way; nothing of the package is imported.

The text is read by PyYAML, expressions by Python's own parser. Truth is True, False, None (unknown) or `NA` (absent);
outcomes are found by letting every open rule match and not match; dates by adding to the customer's date, as the words
say. A file for each kind of form; `ruleset.outcomes` puts them together.
"""
