"""Results as pages for people without Python: one file of HTML each, in both languages, that needs nothing else."""
