"""How long `import tierrules` takes, as a multiple of importing pydantic, yaml and simpleeval.

Each is timed inside a fresh interpreter, turn about, so that a busy machine slows all alike. Exits with 1 when the
ratio of the medians is above the bar. The public names are loaded on first use, as pydantic's are: the last line
says what the import and a first ruleset take together, and holds no bar.
"""

import subprocess
import sys
from statistics import median

OURS = "import tierrules"
YARDSTICK = "import pydantic, yaml, simpleeval"
FIRST_RULESET = "import tierrules; tierrules.load('size-and-dormancy')"
BAR = 1.5
ROUNDS = 25


def seconds(statement: str) -> float:
    """Seconds that a statement takes in a fresh interpreter."""
    script = f"from time import perf_counter as t; a = t(); {statement}; print(t() - a)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> int:
    """Print both medians and their ratio; 1 when the ratio is above the bar."""
    statements = (OURS, YARDSTICK, FIRST_RULESET)
    for statement in statements:  # a first run may write byte code
        seconds(statement)
    rounds = [[seconds(statement) for statement in statements] for _ in range(ROUNDS)]
    ours, yardstick, first = (median(column) for column in zip(*rounds, strict=True))
    ratio = ours / yardstick
    print(f"{OURS}: {ours * 1000:.1f} ms")
    print(f"{YARDSTICK}: {yardstick * 1000:.1f} ms")
    print(f"ratio {ratio:.2f}, bar {BAR}")
    print(f"import and load of a first ruleset: ratio {first / yardstick:.2f}")
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
