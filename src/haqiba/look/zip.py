"""Archives whose bytes depend on their files alone: sorted names, one fixed date."""

import io
import zipfile
from collections.abc import Mapping


def pack(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of name -> bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            # 1980-01-01 is the first day that the format can tell.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()
