"""Mail: kept with what caused it, sent by the worker, tried again when it fails."""

import re
import smtplib
import unicodedata
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.mail import LONGEST_SUBJECT, MAX_ATTEMPTS, deliver, send
from tests.tree import ROOT

EMAILS = ROOT / "templates/emails"


@pytest.fixture
def queue(settings, db):
    """The queue as production has it, in front of the outbox of the tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return DBTaskResult.objects


class Broken(mail.backends.base.BaseEmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("the line is dead")


def work(queued):
    """What the worker does with one task."""
    packed, options = queued.args_kwargs["args"], queued.args_kwargs["kwargs"]
    deliver.func(*packed, **options)


def test_a_message_waits_in_the_queue_and_is_sent_whole(queue):
    message = EmailMultiAlternatives(
        "Subject", "Body", "From <from@x.example>", ["to@x.example"], reply_to=["reply@x.example"], headers={"X-A": "1"}
    )
    message.attach_alternative("<p>Body</p>", "text/html")
    message.send()
    assert mail.outbox == []
    work(queue.get())
    (sent,) = mail.outbox
    assert (sent.subject, sent.body, sent.to, sent.reply_to) == (
        "Subject",
        "Body",
        ["to@x.example"],
        ["reply@x.example"],
    )
    assert sent.extra_headers["X-A"] == "1"
    assert [tuple(part) for part in sent.alternatives] == [("<p>Body</p>", "text/html")]


def test_what_did_not_happen_is_not_mailed(queue):
    with transaction.atomic():
        mail.send_mail("Subject", "Body", None, ["to@x.example"])
        assert queue.count() == 1
        transaction.set_rollback(True)
    assert not queue.exists()


def test_a_message_that_fails_is_tried_again_later_and_later(queue, settings):
    settings.MAIL_BACKEND = f"{__name__}.Broken"
    mail.send_mail("Subject", "Body", None, ["to@x.example"])
    waits = []
    for attempt in range(1, MAX_ATTEMPTS):
        queued = queue.order_by("-enqueued_at").first()
        work(queued)
        again = queue.exclude(pk=queued.pk).order_by("-enqueued_at").first()
        assert again.args_kwargs["kwargs"] == {"attempt": attempt + 1}
        assert again.args_kwargs["args"] == queued.args_kwargs["args"]
        waits.append(round((again.run_after - timezone.now()) / timedelta(minutes=1)))
        queued.delete()
    assert waits == [1, 4, 9, 16, 25]
    with pytest.raises(OSError, match="the line is dead"):
        work(queue.get())


def test_the_first_line_of_a_template_is_the_subject(db, mailoutbox, author):
    send("editor_appointed", author.email, person=author, by=None)
    (message,) = mailoutbox
    assert message.subject == "You are an editor of Colophon"
    assert message.body.startswith("Hello Mairi Tolland,\n\nYou are the first editor")
    assert message.body.endswith("\n\nColophon\n")


def test_development_writes_messages_to_files(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    connection = get_connection("config.mail.FileBackend")
    EmailMultiAlternatives(
        "A/B: “maps” ../../x", "Body ü", "f@x.example", ["Mairi <mairi@x.example>"], connection=connection
    ).send()
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.endswith(".eml")
    assert "mairi@x.example" in file.name
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["subject"] == "A/B: “maps” ../../x"
    assert message.get_content().strip() == "Body ü"


def test_sent_through_a_real_connection_of_django(settings, queue):
    mail.send_mail("Subject", "Body", None, ["to@x.example"])
    assert queue.get().task_path == "config.mail.deliver"


# -- what somebody puts into a title or a name --------------------------------------------------------------

LURE = "Urgent\n\nHello,\nlog in at http://evil.example\r\nBcc: all@x.example\u2028now\u202e\x1e\x0b" + "x" * 300


@pytest.mark.parametrize("name", sorted(path.stem for path in EMAILS.glob("*.txt")))
def test_no_mail_begins_with_lines_that_somebody_put_into_a_title(name, mailoutbox):
    """The subject is one line of bounded length, and the first line of the message is the portal's own."""
    send(name, "to@x.example", **{thing: Lure() for thing in THINGS})
    (message,) = mailoutbox
    assert "\n" not in message.subject
    assert len(message.subject) <= LONGEST_SUBJECT
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in message.subject)
    template = (EMAILS / f"{name}.txt").read_text()
    assert message.body.startswith(re.split(r"{[{%]", template.splitlines()[1])[0])
    written = any(thing in template for thing in ("{{ note", "{{ message", ".note ", ".note|", ".message "))
    assert (
        "log in at http://evil.example" in message.body.splitlines()
    ) == written  # only where they write to somebody
    message.message()  # a header that breaks off would be refused here


THINGS = ("person", "by", "submission", "deed", "live", "words", "invitation", "link", "request", "membership", "note")


class Lure:
    """Stands for whatever a mail speaks of, and is called what somebody typed."""

    expires_at, standing, slug = timezone.now(), "staff", "x"

    def __str__(self):
        return LURE

    def __getattr__(self, name):
        if name.startswith("_") or name in ("resolve_expression", "as_sql"):
            raise AttributeError(name)
        return Lure()
