"""Mutation testing of `tierrules.meaning`: every small change of its code must be noticed by a test."""
