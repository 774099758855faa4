"""The secret key is made once, also when several workers start together."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.secret_key import read_or_create


def test_a_key_is_made_for_its_owner_only_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"
    key = read_or_create(path)
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_create(path) == key
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_eight_processes_that_start_together_get_one_key(tmp_path: Path) -> None:
    path = str(tmp_path / "k")
    code = f"from pathlib import Path; from config import secret_key as s; print(s.read_or_create(Path({path!r})))"
    workers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(8)]
    keys = {worker.communicate(timeout=30)[0] for worker in workers}
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["k"]


def test_an_empty_file_is_named_instead_of_used(tmp_path: Path) -> None:
    (tmp_path / "k").touch()
    with pytest.raises(ValueError, match="is empty"):
        read_or_create(tmp_path / "k")
