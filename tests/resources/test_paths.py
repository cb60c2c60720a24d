"""The one function that finds resources."""

import os
from pathlib import Path

from resources import resource_path


def test_paths_are_absolute_and_do_not_depend_on_the_working_folder(tmp_path):
    before = resource_path("fonts", "README.md")
    folder = Path.cwd()
    os.chdir(tmp_path)
    try:
        assert resource_path("fonts", "README.md") == before
    finally:
        os.chdir(folder)
    assert before.is_absolute()
    assert before.is_file()


def test_without_parts_it_names_the_folder_itself():
    assert resource_path().name == "resources"
    assert resource_path() == resource_path("fonts").parent
