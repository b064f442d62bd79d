#!/usr/bin/env python3
"""Every line of code in the articles stands in a test that runs it.

usage: documentation.py
"""
import glob, os, re, textwrap
from checks import expect, finish

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def holds(block, text):
    """Whether the lines of a block stand one after the other in a text, however they are indented."""
    wanted, found = lines(block), lines(text)
    return any(found[at:at + len(wanted)] == wanted for at in range(len(found)))


def main():
    tests = [open(path).read() for path in glob.glob(f'{ROOT}/Tests/*/Documentation/*.swift')]
    articles = sorted(glob.glob(f'{ROOT}/Sources/*/*.docc/*.md'))
    expect('articles are found', len(articles) >= 4, articles)
    for path in articles:
        text = open(path).read()
        for block in re.findall(r'^```swift\n(.*?)^```$', text, re.MULTILINE | re.DOTALL):
            expect(f'{os.path.basename(path)}: tested', any(holds(block, test) for test in tests), textwrap.shorten(block, 80))
        for name in re.findall(r'<doc:(\w+)>', text):
            expect(f'{os.path.basename(path)}: {name}', os.path.exists(f'{os.path.dirname(path)}/{name}.md'))
    finish()


main()
