"""A message of Django's as JSON and back, whole: what cannot be kept is refused, and never left out in silence."""

from base64 import b64decode, b64encode
from email import message_from_bytes
from email.message import Message
from email.mime.base import MIMEBase
from email.policy import compat32

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.message import EmailAttachment

MAX_BYTES = 10 * 1024 * 1024  # of all attachments together, as they are stored
TEXTS = ("subject", "body", "from_email", "content_subtype", "mixed_subtype")
LISTS = ("to", "cc", "bcc", "reply_to")


class CannotQueue(ValueError):
    """This message would not come out of the queue as it went in."""


def pack(message):
    """The message as JSON; CannotQueue, or BadHeaderError for a line break in a header, says at once what is wrong."""
    _refuse_what_would_change(message)
    message.message()  # faults in it are for who wrote it, not for the worker
    packed = {name: str(getattr(message, name)) for name in TEXTS}
    packed |= {name: [str(item) for item in getattr(message, name)] for name in LISTS}
    packed["encoding"] = message.encoding
    packed["extra_headers"] = [[str(name), str(value)] for name, value in message.extra_headers.items()]
    packed["alternatives"] = [[_packed(content), kind] for content, kind in getattr(message, "alternatives", [])]
    packed["attachments"] = [_packed_attachment(attached) for attached in message.attachments]
    if (size := len(str(packed["attachments"]))) > MAX_BYTES:
        raise CannotQueue(f"The attachments take {size} bytes, and a queued message may carry {MAX_BYTES}.")
    return packed


def unpack(packed):
    """The message that was packed, also by an earlier release."""
    message = EmailMultiAlternatives(**{name: packed[name] for name in ("subject", "body", "from_email", *LISTS)})
    message.extra_headers = dict(packed["extra_headers"])
    for name in ("content_subtype", "mixed_subtype", "encoding"):
        if name in packed:
            setattr(message, name, packed[name])
    for content, kind in packed["alternatives"]:
        message.attach_alternative(_unpacked(content), kind)
    for attached in packed.get("attachments", []):
        if "part" in attached:
            message.attach(message_from_bytes(b64decode(attached["part"]), _class=ReadPart))
        else:  # not through attach(), which would guess anew
            content = _unpacked(attached["content"])
            message.attachments.append(EmailAttachment(attached["name"], content, attached["type"]))
    return message


class ReadPart(MIMEBase):
    """A part of a message as it was read from bytes; Django takes no part that is no MIMEBase."""

    def __init__(self, policy=compat32):
        Message.__init__(self, policy)


def _refuse_what_would_change(message):
    made_by = type(message)
    if made_by.message is not EmailMessage.message or made_by._create_message not in (
        EmailMessage._create_message,
        EmailMultiAlternatives._create_message,
    ):
        raise CannotQueue(f"{made_by.__name__} puts its messages together in its own way.")
    if not isinstance(message.encoding, str | None):
        raise CannotQueue("Name the encoding of a message in a word, such as “utf-8”.")


def _packed_attachment(attached):
    if isinstance(attached, MIMEBase):
        return {"part": _base64(attached.as_bytes())}
    name, content, kind = attached
    return {"name": None if name is None else str(name), "content": _packed(content), "type": kind}


def _packed(content):
    if isinstance(content, str):
        return str(content)
    if isinstance(content, bytes):
        return {"bytes": _base64(content)}
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        return {"message": _base64(content.as_bytes())}
    raise CannotQueue(f"{type(content).__name__} is nothing that a queued message can carry.")


def _unpacked(content):
    if isinstance(content, str):
        return content
    if "bytes" in content:
        return b64decode(content["bytes"])
    return message_from_bytes(b64decode(content["message"]))


def _base64(raw):
    return b64encode(raw).decode("ascii")
