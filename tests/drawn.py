"""Picture files, good and bad."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pictures.services import store_picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture_file(size=(60, 40), colour="teal", form="PNG", mode="RGB", name="picture.png", **options):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{form.lower()}")


def a_picture(*, by, **details):
    """An Upload of somebody's, as if they had added a file."""
    upload = store_picture(picture_file(**details), by=by)
    upload.refresh_from_db()  # the renditions are made by then
    return upload


def fetched(client, picture):
    """The answer to asking for a picture, read to its end."""
    answer = client.get(picture.url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer
