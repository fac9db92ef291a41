"""Files rewritten, all of them or none."""

import contextlib
from collections.abc import Mapping
from pathlib import Path


def rewrite(contents: Mapping[Path, bytes]) -> None:
    """Write these contents to their files; if an OSError is raised, every file is as it was.

    A run that is killed can leave some files old and some new, each whole, and a temporary FILE~.
    Hard links to an old file keep the old content.
    """
    temporary = {path: path.with_name(f"{path.name}~") for path in contents}
    old = {path: path.read_bytes() for path in contents if path.exists()}
    replaced = []
    try:
        for path, content in contents.items():
            temporary[path].write_bytes(content)
        for path in contents:
            temporary[path].replace(path)
            replaced.append(path)
    except OSError:
        for path in replaced:
            if path in old:
                path.write_bytes(old[path])
            else:
                path.unlink()
        raise
    finally:
        for path in temporary.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
