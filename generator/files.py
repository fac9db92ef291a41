"""Files replaced: each is the old one or the new one, at any moment, whole."""

import contextlib
from collections.abc import Mapping
from pathlib import Path


def rewrite(contents: Mapping[Path, bytes]) -> None:
    """Put these contents in the place of files: of all of them, or with an OSError of none.

    Whoever is killed leaves some of them old, and FILE~ beside FILE, which `checks` passes over.
    Another name of an old file, such as an earlier site has of a page, keeps the old content.
    """
    fresh = {path: path.with_name(f"{path.name}~") for path in contents}
    old = {path: path.read_bytes() for path in contents if path.exists()}
    done = []
    try:
        for path, content in contents.items():
            fresh[path].write_bytes(content)
        for path in contents:
            fresh[path].replace(path)
            done.append(path)
    except OSError:
        for path in done:
            if path in old:
                path.write_bytes(old[path])
            else:
                path.unlink()
        raise
    finally:
        for path in fresh.values():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
