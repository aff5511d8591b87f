"""Characters to trees with spans: sources, diagnostics, the YAML reader, expressions."""
