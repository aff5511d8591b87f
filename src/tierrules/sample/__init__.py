"""A made-up portfolio: as many customers as asked for, each one reproducible, none of them anybody.

`made_up` draws customers from a seed; `known` gives the few whose answers are worth knowing by heart. Both write
them as records by the names of the standard fields, and a field that is left out is empty.

>>> from datetime import date
>>> first = next(made_up(rows=1, seed=1, as_of=date(2026, 11, 22)))
>>> first["customer_id"], first["kind"]
('C-000001', 'company')
"""

from tierrules.sample.customers import made_up
from tierrules.sample.known import known
from tierrules.sample.record import COLUMNS, Cell, Record, cell_text

__all__ = ["COLUMNS", "Cell", "Record", "cell_text", "known", "made_up"]
