"""One target under atheris, which looks for bytes that lead to lines no bytes led to before.

python -m tests.fuzz.with_atheris ics --runs 100000
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS, run, seeds

_LONGEST = 20_000
_SECONDS_FOR_ONE = 20


def main() -> None:
    """Fuzz one target; the process ends with 0 after the runs, else where the fault is, with its bytes in a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--runs", type=int, default=20_000, help="how many inputs to try")
    asked = parser.parse_args()
    try:
        import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        sys.exit("atheris isn't installed: pip install atheris (x86-64 Linux)")
    for module in [name for name in sys.modules if name.startswith("tracker.")]:
        for value in vars(sys.modules[module]).values():
            if getattr(value, "__module__", "") == module and callable(value) and hasattr(value, "__code__"):
                atheris.instrument_func(value)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(asked.target)):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = [f"-runs={asked.runs}", f"-max_len={_LONGEST}", f"-timeout={_SECONDS_FOR_ONE}", "-rss_limit_mb=600"]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", folder], lambda raw: run(asked.target, raw))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
