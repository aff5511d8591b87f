"""Why a label is another one now: two classifications compared, the causes and what drove them, and the sentences."""
