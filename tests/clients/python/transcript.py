"""What every driver here does alike: a script comes in, a transcript goes out."""

import asyncio
import faulthandler
import json
import sys
from importlib.metadata import version

from exceptiongroup import BaseExceptionGroup

NOTHING = {"patience": 300, "calls": [], "prompts": [], "resources": [], "completions": []}


def run(package, converse):
    """Lets `converse` follow the script on standard input with the client of `package`."""
    script = NOTHING | json.load(sys.stdin)
    # Who would kill it when it hangs can be gone (Ctrl-C), so it ends itself shortly before.
    faulthandler.dump_traceback_later(script["patience"] * 0.9, exit=True)
    client = {"name": package, "version": version(package)}
    print(json.dumps({"client": client} | asyncio.run(attempt(converse(script)))))


async def attempt(conversation):
    """The outcome of `conversation`; when it fails, the words that its user is left with."""
    try:
        return await conversation
    except Exception as error:
        return {"failure": "\n".join(words(error))}


def words(error):
    """The lines below the traceback that `error` ends a program with, one for each cause."""
    # The clients' task groups wrap what went wrong; a traceback ends with what is inside.
    if isinstance(error, BaseExceptionGroup):
        return [line for cause in error.exceptions for line in words(cause)]
    return [f"{type(error).__name__}: {error}"]


class Progress:
    """The progress notifications of one call: give it to the client as the callback."""

    def __init__(self):
        self.entries = []

    async def __call__(self, progress, total, message):
        entry = {"progress": progress, "total": total, "message": message}
        self.entries.append({key: value for key, value in entry.items() if value is not None})
