"""Run the course's commands: ``python -m lesson_code check``."""

from lesson_code.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
