"""Checks that are counted: a line for each that fails, and the counts at the end."""
import sys

passed, failed = 0, 0


def expect(name, condition, shown=''):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f'FAIL {name}: {shown}', flush=True)


def equal(name, found, expected):
    expect(name, found == expected, f'expected {expected!r}, found {found!r}')


def finish():
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)
