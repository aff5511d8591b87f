"""A file of customers from its first byte to its last row: read, classified or set aside, written, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import KW_ONLY, dataclass
from datetime import date
from pathlib import Path

from tierrules.files.cell_words import says_nothing
from tierrules.files.cells import lost_digits
from tierrules.files.header import Header, match_header
from tierrules.files.identities import Identities
from tierrules.files.plain import cell_text
from tierrules.files.rejects import REJECT_COLUMNS
from tierrules.files.report import MOST_TOLD, FileReport, Tally
from tierrules.files.results import added_columns, reject_cells, reject_look, result_cells, result_look
from tierrules.files.rows import Classified, Note, Rules, SetAside, classify_rows
from tierrules.files.table import Row, Table, Writer, open_table, open_writer
from tierrules.files.whole_file import check_target
from tierrules.language.customers import Unknown
from tierrules.language.uscc import uscc_fault
from tierrules.meaning.dates import Lang, check_as_of, check_lang
from tierrules.meaning.texts import normal

Seen = Callable[[Classified | SetAside], None]


@dataclass(frozen=True)
class Job:
    """What to do with a file of customers; `kept` are further files that must not be written over."""

    out: Path | None = None
    rejects: Path | None = None
    _: KW_ONLY
    as_of: date
    reasons: Lang | None = None
    kept: Sequence[Path] = ()


def classify_file(
    rules: Rules,
    source: str | Path,
    out: str | Path | None,
    *,
    as_of: date,
    rejects: str | Path | None,
    lang: Lang | None,
    reasons: bool,
    unknown: Unknown,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
) -> FileReport:
    """Classify every row of a file; what `Ruleset.classify_file` does."""
    check_lang(lang)
    rules.check_in_force(check_as_of(as_of))
    targets = (Path(path) if path is not None else None for path in (out, rejects))
    job = Job(*targets, as_of=as_of, reasons=(lang or rules.language) if reasons else None)
    table = open_table(Path(source), encoding=encoding, delimiter=delimiter, sheet=sheet)
    header = match_header(table.columns, rules.reader, unknown)
    return classify_table(rules, table, header, job, [Path(source)])


def classify_table(
    rules: Rules,
    table: Table,
    header: Header,
    job: Job,
    sources: Sequence[Path],
    seen: Seen = lambda row: None,
) -> FileReport:
    """Classify every row of a table that was opened and matched; `seen` is shown each row in turn."""
    check_targets(rules, header, job, sources)
    tally = Tally(rules)
    with Identities() as identities:
        with ExitStack() as held:
            out, rejects = (held.enter_context(one) if one else None for one in _writers(rules, table, header, job))
            for row in classify_rows(rules, table, job.as_of, header.matching):
                tally.add(row, [*row.notes, *_checked(row, header, identities)])
                _write(row, out, rejects, header.columns, job.reasons)
                seen(row)
        return _report(table, header, job, tally, identities)


def _write(
    row: Classified | SetAside,
    out: Writer | None,
    rejects: Writer | None,
    columns: Sequence[str],
    reasons: Lang | None,
) -> None:
    if isinstance(row, Classified):
        if out is not None:
            out.write(result_cells(row, columns, reasons))
    elif rejects is not None:
        rejects.write(reject_cells(row, columns))


def _report(table: Table, header: Header, job: Job, tally: Tally, identities: Identities) -> FileReport:
    duplicate_ids, duplicates = identities.duplicates(MOST_TOLD)
    return FileReport(
        source=table.name,
        as_of=job.as_of,
        rows=tally.classified + tally.set_aside,
        classified=tally.classified,
        set_aside=tally.set_aside,
        counts=tally.counts(),
        matched=header.matched,
        ignored=header.ignored,
        lacking=header.matching.lacking,
        told=table.told,
        rejected=tuple(tally.rejected),
        notes=tuple(tally.notes),
        note_counts=tally.note_counts,
        duplicates=duplicates,
        duplicate_ids=duplicate_ids,
    )


def check_targets(rules: Rules, header: Header, job: Job, sources: Sequence[Path]) -> None:
    """Raise `CustomerFileError` if a result cannot be written where it is meant to go."""
    inputs = [*sources, *job.kept]
    if job.out is not None:
        added = added_columns(rules.dimensions, with_reasons=job.reasons is not None)
        check_target(job.out, header.columns, added, inputs)
    if job.rejects is not None:
        check_target(job.rejects, header.columns, REJECT_COLUMNS, [*inputs, *([job.out] if job.out else [])])


def _writers(rules: Rules, table: Table, header: Header, job: Job) -> Iterable[Writer | None]:
    added = added_columns(rules.dimensions, with_reasons=job.reasons is not None)
    yield open_writer(job.out, [*header.columns, *added], result_look(table, rules.dimensions)) if job.out else None
    columns = [*header.columns, *REJECT_COLUMNS]
    yield open_writer(job.rejects, columns, reject_look(table)) if job.rejects else None


def _checked(row: Classified | SetAside, header: Header, identities: Identities) -> Iterator[Note]:
    """Note who the customer is, and yield what is wrong with that."""
    if row.row.problem is not None:
        return
    if (column := header.who.get("customer_id")) is not None:
        identity = _identity(row.row, column)
        if lost := lost_digits(row.row.cells.get(column)):
            yield Note("digits", row.row.line, column, identity, lost)
        elif not says_nothing(identity):
            identities.add(identity, row.row.line)
    if (column := header.who.get("uscc")) is not None:
        code = _identity(row.row, column)
        if not says_nothing(code) and (fault := uscc_fault(code)):
            yield Note("uscc", row.row.line, column, code, f"{fault.message}; {fault.help}")


def _identity(row: Row, column: str) -> str:
    return normal(cell_text(row.cells.get(column)))
