"""Whether a register lies where it should not: on a network share or in a cloud-sync folder.

SQLite's locks do not hold across machines, and sync programs replace a file while it is
open. Warns only; the office decides.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

__all__ = ["location_warning", "mounted"]

_NETWORK_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "9p", "afs",
        "ceph", "glusterfs", "lustre", "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone",
        "fuse.gvfsd-fuse", "network",
    }
)  # fmt: skip
_SYNC_FOLDERS: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
    ("nutstore", "坚果云"),
    ("坚果云", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("baidusync", "百度网盘"),
    ("baidunetdisk", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("百度云", "百度网盘"),
    ("wpsdrive", "WPS 云盘"),
    ("wps云盘", "WPS 云盘"),
    ("wps网盘", "WPS 云盘"),
    ("阿里云盘", "阿里云盘"),
    ("腾讯微云", "腾讯微云"),
    ("微云同步", "腾讯微云"),
    ("天翼云盘", "天翼云盘"),
)


def location_warning(path: PurePath, mounts: Mapping[str, str]) -> str:
    """A sentence for the official, or "" where the place is fine.

    `path` is absolute; `mounts`: mount point or drive → file system, as `mounted` gives it.
    """
    for part in path.parts[:-1]:
        lowered = part.lower()
        for beginning, name in _SYNC_FOLDERS:
            if lowered.startswith(beginning):
                return (
                    f"档案放在{name}的同步文件夹里。同步程序会在使用中替换文件，可能造成损坏。"
                    "请把档案移到本机的普通文件夹，备份再放到同步文件夹。"
                )
    if str(path).startswith(("\\\\", "//")) or _file_system(path, mounts) in _NETWORK_SYSTEMS:
        return (
            "档案放在网络位置上。网络文件夹不能可靠地防止两台电脑同时写入，断网时可能损坏。"
            "请把档案移到本机，备份再放到网络位置。"
        )
    return ""


def _file_system(path: PurePath, mounts: Mapping[str, str]) -> str:
    """The file system of the longest mount point that holds the path."""
    holding = [
        (len(PurePath(point).parts), system)
        for point, system in mounts.items()
        if path.is_relative_to(type(path)(point))
    ]
    return max(holding)[1].lower() if holding else ""


if sys.platform == "win32":

    def mounted() -> dict[str, str]:
        """Drive → "network" for the drives that are network shares."""
        import ctypes
        import string

        remote = 4  # DRIVE_REMOTE of the Windows interface
        drives = (f"{letter}:\\" for letter in string.ascii_uppercase)
        kind_of = ctypes.windll.kernel32.GetDriveTypeW
        return {drive: "network" for drive in drives if kind_of(drive) == remote}

else:

    def mounted() -> dict[str, str]:
        """Mount point → file system; empty where the system does not tell."""
        try:
            lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return {}
        fields = (line.split() for line in lines.splitlines())
        return {field[1].replace("\\040", " "): field[2] for field in fields if len(field) > 2}
