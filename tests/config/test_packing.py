"""What goes into the queue of mails comes out of it, whole, or is refused at once."""

import json
from email import message_from_bytes, policy
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.utils import formataddr

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from hypothesis import given, settings
from hypothesis import strategies as st

from config.mail import deliver, forget, in_thread, send
from config.packing import MAX_BYTES, CannotQueue, pack, unpack

LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
LINE = st.text(LETTERS, max_size=60)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=300)
ADDRESS = st.sampled_from(
    ["to@x.example", '"Lee, Ann" <ann@x.example>', "Łukasz Żak <l@x.example>", "ü@bücher.example", "a.b+c@x.example"]
)
ADDRESSES = st.lists(ADDRESS, max_size=3)
KIND = st.sampled_from(["text/plain", "text/html", "text/csv", "text/calendar", "application/pdf", "image/png"])
NAME = st.one_of(st.none(), st.sampled_from(["a.txt", "Übersicht, neu.pdf", "a b;c.png", "x"]))


@st.composite
def attachments(draw):
    kind = draw(KIND)
    content = draw(TEXT if kind.startswith("text/") else st.binary(max_size=200))
    return draw(NAME), content, kind


@st.composite
def messages(draw):
    message = EmailMultiAlternatives(
        draw(LINE),
        draw(TEXT),
        draw(ADDRESS),
        draw(ADDRESSES),
        bcc=draw(ADDRESSES),
        cc=draw(ADDRESSES),
        reply_to=draw(ADDRESSES),
        headers={"Date": "Thu, 26 Nov 2026 08:00:00 -0000", "Message-ID": "<one@x.example>"}
        | draw(st.dictionaries(st.sampled_from(["X-A", "List-Unsubscribe", "From", "To"]), ADDRESS)),
        attachments=draw(st.lists(attachments(), max_size=3)),
    )
    for _ in range(draw(st.integers(0, 2))):
        message.attach_alternative(draw(TEXT), draw(st.sampled_from(["text/html", "text/calendar"])))
    message.content_subtype = draw(st.sampled_from(["plain", "html"]))
    message.mixed_subtype = draw(st.sampled_from(["mixed", "related"]))
    message.encoding = draw(st.sampled_from([None, "utf-8"]))
    return message


def parts(message):
    """All of it but for the borders between parts, which are made up anew each time."""
    read = message.message()
    for part in read.walk():
        if part.is_multipart():
            part.set_boundary("border")
    return read.as_bytes()


def through_the_queue(message):
    return unpack(json.loads(json.dumps(pack(message), sort_keys=True)))  # the database sorts keys too


@settings(max_examples=150, deadline=None)
@given(messages())
def test_a_message_comes_out_as_it_went_in(message):
    found = through_the_queue(message)
    assert parts(found) == parts(message)
    assert (found.from_email, found.recipients()) == (message.from_email, message.recipients())
    assert list(found.extra_headers.items()) == list(message.extra_headers.items())


def test_so_do_parts_and_whole_messages_that_are_attached():
    message = EmailMessage("Sixty maps", "See the files.", "from@x.example", ["to@x.example"])
    message.extra_headers = {"Date": "Thu, 26 Nov 2026 08:00:00 -0000", "Message-ID": "<one@x.example>"}
    image = MIMEImage(b"\x89PNG....", "png")
    image.add_header("Content-ID", "<map>")
    message.attach(image)
    message.attach(MIMEApplication(b"%PDF-1.7 ...", "pdf"))
    inner = EmailMessage("Inside", "Körper", "a@x.example", ["b@x.example"], headers=dict(message.extra_headers))
    message.attach("forwarded.eml", inner, "message/rfc822")
    message.attach("as-text.eml", inner.message().as_string(), "message/rfc822")
    message.attach("list.csv", "Name;Ort\nÅsa;Umeå\n", "text/csv")
    assert parts(through_the_queue(message)) == parts(message)


def test_what_cannot_be_kept_is_refused_when_it_is_queued():
    class Signed(EmailMessage):
        def message(self):
            return super().message()

    class Odd(EmailMessage):
        def _create_message(self, msg):
            return msg

    for odd in (Signed, Odd):
        with pytest.raises(CannotQueue, match="in its own way"):
            odd("A", "B", to=["to@x.example"]).send()
    large = EmailMessage("A", "B", to=["to@x.example"])
    large.attach("large.bin", b"x" * MAX_BYTES, "application/octet-stream")
    with pytest.raises(CannotQueue, match="attachments take"):
        large.send()
    strange = EmailMessage("A", "B", to=["to@x.example"])
    strange.attachments.append(("x.bin", 5, "application/octet-stream"))
    with pytest.raises((CannotQueue, TypeError, AttributeError)):
        strange.send()


@pytest.mark.parametrize("header", ["Subject", "From", "To", "Reply-To", "X-Note"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_line_break_in_a_header_is_refused_when_it_is_queued(header, end):
    bad = f"A <a@x.example>{end}Bcc: all@x.example"
    message = EmailMessage("Subject", "Body", "from@x.example", ["to@x.example"])
    if header == "Subject":
        message.subject = bad
    elif header == "To":
        message.to = [bad]
    else:
        message.extra_headers[header] = bad
    with pytest.raises(BadHeaderError):
        message.send()
    assert mail.outbox == []


def test_what_an_earlier_release_queued_is_sent(mailoutbox):
    packed = {
        **{"subject": "Old", "body": "Body", "from_email": "a@x.example", "extra_headers": {"X-A": "1"}},
        **{"to": ["to@x.example"], "cc": [], "bcc": [], "reply_to": [], "alternatives": [["<p>B</p>", "text/html"]]},
    }
    deliver.func(packed)
    assert mailoutbox[0].extra_headers == {"X-A": "1"}
    assert mailoutbox[0].alternatives[0].content == "<p>B</p>"


# -- what a machine wrote says so ----------------------------------------------------------------------------


def check_headers(message):
    read = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["X-Auto-Response-Suppress"] == "All"
    assert len(read.get_all("Date")) == len(read.get_all("Message-ID")) == 1
    assert read["Message-ID"].endswith("@library.example>")
    return read


def test_every_mail_says_that_no_answer_is_wanted(settings, author, mailoutbox, browse):
    settings.SITE_URL = "https://library.example:8443"
    send("editor_appointed", author.email, person=author, by=None)
    mail.send_mail("Subject", "Body", None, ["to@x.example"])
    browse().post(reverse("account_reset_password"), {"email": author.email})
    assert len({check_headers(message)["Message-ID"] for message in mailoutbox}) == len(mailoutbox) == 3


def test_what_a_message_says_itself_stays(mailoutbox):
    EmailMessage("A", "B", to=["to@x.example"], headers={"auto-submitted": "no", "MESSAGE-ID": "<my@x.example>"}).send()
    read = mailoutbox[0].message()
    assert read.get_all("Auto-Submitted") == ["no"]
    assert read.get_all("Message-ID") == ["<my@x.example>"]


def test_a_thread_hangs_on_the_message_that_opens_it(settings):
    settings.SITE_URL = "https://bücherei.example"
    first = in_thread("submission-7", opens=True)
    assert first == {"Message-ID": "<submission-7@xn--bcherei-n2a.example>"}
    assert set(in_thread("submission-7").values()) == set(first.values())


def test_a_title_of_two_lines_stays_in_the_subject(author, mailoutbox):
    author.name = "Mairi\nBcc: all@x.example\r\n\r\nPay here"
    send("standing_given", author.email, membership={"user": author, "institution": "The\nLibrary", "standing": ""})
    assert mailoutbox[0].subject == "You are a member of the staff of The Library"
    assert mailoutbox[0].body.startswith("Hello Mairi")
    assert mailoutbox[0].bcc == []


def test_a_name_with_a_comma_can_be_the_sender(settings):
    settings.DEFAULT_FROM_EMAIL = formataddr(("Libraries, Wexcombe & “Bücher”", "portal@x.example"))
    call_command("check")
    message = EmailMessage("A", "B", to=["to@x.example"])
    read = message_from_bytes(through_the_queue(message).message().as_bytes(), policy=policy.default)
    assert read["From"].addresses[0].display_name == "Libraries, Wexcombe & “Bücher”"
    settings.DEFAULT_FROM_EMAIL = "Libraries, Wexcombe <portal@x.example>"
    with pytest.raises(Exception, match="no address that mail can be sent from") as raised:
        call_command("check")
    assert "SystemCheckError" in type(raised.value).__name__ or isinstance(raised.value, CommandError)


def test_messages_about_a_thing_are_forgotten_and_no_others(settings, author):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for thing in ("invitation-1", "invitation-11"):
        send("editor_appointed", author.email, headers={"X-Colophon-About": thing}, person=author, by=None)
    assert forget("invitation-1") == 1
    (left,) = DBTaskResult.objects.all()
    assert ["X-Colophon-About", "invitation-11"] in left.args_kwargs["args"][0]["extra_headers"]
