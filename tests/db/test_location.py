"""Network shares and cloud-sync folders are warned of, other places are not."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from db.location import location_warning, mounted

MOUNTS = {"/": "ext4", "/home": "ext4", "/mnt/share": "cifs", "/mnt/share/local": "ext4"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/home/user/文档/示例镇.xjdb", ""),
        ("/mnt/share/示例镇.xjdb", "网络位置"),
        ("/mnt/share/local/示例镇.xjdb", ""),
        ("/mnt/shared/示例镇.xjdb", ""),
        ("/home/user/我的坚果云/示例镇.xjdb", "坚果云"),
        ("/home/user/Dropbox/a/示例镇.xjdb", "Dropbox"),
        ("/home/user/OneDrive - 单位/示例镇.xjdb", "OneDrive"),
        ("/home/user/文档/Dropbox.xjdb", ""),
    ],
)
def test_places_on_linux(path: str, words: str) -> None:
    warning = location_warning(PurePosixPath(path), MOUNTS)
    assert (words in warning) if words else warning == ""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (r"C:\Users\user\Documents\a.xjdb", ""),
        (r"C:\Users\user\OneDrive\Documents\a.xjdb", "OneDrive"),
        (r"D:\WPSDrive\123\a.xjdb", "WPS 云盘"),
        (r"D:\BaiduSyncdisk\a.xjdb", "百度网盘"),
        (r"Z:\a.xjdb", "网络位置"),
        (r"\\server\share\a.xjdb", "网络位置"),
    ],
)
def test_places_on_windows(path: str, words: str) -> None:
    warning = location_warning(PureWindowsPath(path), {"Z:\\": "network"})
    assert (words in warning) if words else warning == ""


def test_the_system_tells_what_is_mounted() -> None:
    if Path("/proc/mounts").exists():
        assert "/" in mounted()
    assert location_warning(Path("/"), {}) == ""
