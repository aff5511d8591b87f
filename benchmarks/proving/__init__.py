"""Decision tables from a seed, and who may be asked about them: the parts of `prove_tables.py`."""
