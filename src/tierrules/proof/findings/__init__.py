"""What several checks ask alike, and how their findings are told."""
