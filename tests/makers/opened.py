"""Makes one edition and prints every file that Python opened meanwhile, every connection and every program started.

A process of its own: an audit hook cannot be taken away again. Arguments: the campaign's folder, the edition's name.
"""

import sys
from pathlib import Path

from haqiba.edition import editions
from haqiba.makers import PAGES
from haqiba.makers.maker import Part
from haqiba.read import read
from tests.folders import TODAY

root, name = Path(sys.argv[1]), sys.argv[2]
one = next(e for e in editions(read(root)[0], today=TODAY)[0] if e.name == name)
seen: list[str] = []
watching = True


def hook(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event.startswith(("open", "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
        seen.append(f"{event} {arguments[0]}")


sys.addaudithook(hook)
made = PAGES.make(Part(one, "", one.digest(), "demo"))
watching = False
assert made.files
print("\n".join(seen))
