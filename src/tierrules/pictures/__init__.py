"""Pictures and a slider for notebooks, drawn of plain records; who they tell of is no matter here."""
