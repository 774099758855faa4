"""Makes the site's secret key on first use and keeps it in a file that only the owner can read."""

import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 50  # Django's check security.W009 asks for 50 characters or more; this gives 67


def read_or_create(path: Path) -> str:
    """Return the key stored in `path`; make it first, with mode 0600, if there is none.

    Safe when several processes start together: each writes a file of its own and links it to `path`, which
    succeeds for exactly one of them; all then read what the winner wrote.

    Raises:
        OSError: the folder cannot be written, or the file cannot be read.
        ValueError: the file exists and is empty.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _create(path)
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise ValueError(f"The secret key file {path} is empty. Delete it; a new key is made at the next start.")
    return key


def _create(path: Path) -> None:
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mkstemp makes it 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its key counts
    finally:
        Path(draft).unlink()
