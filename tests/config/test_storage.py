"""Static files where they are served: a script names the scripts it imports as they are stored."""

import re
import shutil

from django.conf import settings

from config.storage import StaticStorage

IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")


def test_scripts_import_each_other_under_the_names_that_change_with_them(tmp_path):
    source = settings.BASE_DIR / "static"
    for folder in ("js", "vendor"):
        shutil.copytree(source / folder, tmp_path / folder)
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    paths = {
        str(file.relative_to(tmp_path)): (storage, str(file.relative_to(tmp_path))) for file in tmp_path.rglob("*.js")
    }
    stored = {name: hashed for name, hashed, _ in storage.post_process(paths)}

    imports = 0
    for name in paths:
        script = tmp_path / storage.stored_name(name)
        for address in IMPORT.findall(script.read_text()):
            imports += 1
            assert (script.parent / address).exists()
            assert re.search(r"\.[0-9a-f]{12}\.js$", address), f"{name} imports {address}"
    assert imports >= 15
    assert stored["js/editor.js"] != "js/editor.js"
