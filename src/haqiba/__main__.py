"""`python -m haqiba`."""

from haqiba.cli import main

if __name__ == "__main__":
    main()
