"""Mail: stored with the transaction that causes it, sent by the worker, tried again when it fails."""

import re
from datetime import timedelta
from email.utils import formatdate, getaddresses, make_msgid
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address
from django.db.models import Q
from django.template import Context
from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils import timezone
from django.utils.encoding import punycode
from django_tasks import task

from config.files import write_whole
from config.packing import pack, unpack
from reading.text import one_line

HAVE_LINES = {"note", "message"}  # what people write to one another; all else that a message names is one line
LONGEST_SUBJECT = 180
MAX_ATTEMPTS = 6  # after 1, 4, 9, 16 and 25 minutes
SUBJECT_ENDS = "\x00"  # no value has it: neither the database nor a form takes it
ABOUT = "X-Colophon-About"


def send(name, to, *, headers=None, **context):
    """One plain message to one address from templates/emails/<name>.txt, whose first line is the subject.

    Names and titles are one line in it, wherever they come from: what somebody wrote stands in variables that are
    called as in HAVE_LINES. A closed account has no address: to nobody nothing is sent. `headers` are those of
    `in_thread` or `about`.
    """
    if not to:
        return
    context |= {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    found = get_template(f"emails/{name}.txt")
    # The first line of the template, not of what comes of it: a title may have a line break.
    marked = found.backend.from_string(found.template.source.replace("\n", f"{SUBJECT_ENDS}\n", 1)).template
    for node in marked.nodelist.get_nodes_by_type(VariableNode):
        if str(node.filter_expression.var).rpartition(".")[2] not in HAVE_LINES:
            node.filter_expression.filters.append((_in_one_line, ()))
    subject, _, body = marked.render(Context(context)).strip().partition(SUBJECT_ENDS)
    EmailMessage(one_line(subject)[:LONGEST_SUBJECT], body.strip() + "\n", to=[to], headers=headers).send()


def _in_one_line(value):
    return one_line(str(value))


def in_thread(thing, *, opens=False):
    """Headers for `send` that let mail programs show all about one `thing` (“submission-12”) together.

    One message `opens` it; all others say that they answer that one.
    """
    first = f"<{thing}@{_host()}>"
    return {"Message-ID": first} if opens else {"In-Reply-To": first, "References": first}


def about(thing):
    """Headers for `send` by which `forget` finds the message."""
    return {ABOUT: thing}


def forget(thing):
    """Drop what waits or was sent about a thing: tasks hold whole messages, with addresses. Returns how many."""
    return _queued().filter(args_kwargs__args__0__extra_headers__contains=[[ABOUT, thing]]).delete()[0]


def forget_to(addresses):
    """Drop what waits or was sent to these: nobody reads it any more. Returns how many."""
    theirs = [Q(args_kwargs__args__0__to__contains=[address]) for address in addresses if address]
    return _queued().filter(reduce(or_, theirs)).delete()[0] if theirs else 0


def rename(former, name):
    """Somebody is called otherwise: what waits is sent with `name`, and what was sent or given up is not kept.

    Only where `former` is of several words: “Will” is more than a name. Returns how many messages said it.
    """
    if " " not in former:
        return 0
    says = Q(args_kwargs__args__0__body__icontains=former) | Q(args_kwargs__args__0__subject__icontains=former)
    mine = _queued().filter(says)
    said, whole = mine.finished().delete()[0], re.compile(rf"(?<!\w){re.escape(former)}(?!\w)", re.IGNORECASE)
    for waiting in mine:
        packed = waiting.args_kwargs["args"][0]
        packed |= {part: whole.sub(lambda _: name, packed[part]) for part in ("subject", "body")}
        said += mine.filter(pk=waiting.pk).update(args_kwargs=waiting.args_kwargs)
    return said


def _queued():
    """The tasks that deliver a message, ended ones too."""
    from django_tasks_db.models import DBTaskResult  # a model: not before the apps are ready

    return DBTaskResult.objects.filter(task_path=deliver.module_path)


def _host():
    return punycode(urlsplit(settings.SITE_URL).hostname or "localhost")


class QueuedBackend(BaseEmailBackend):
    """Django's e-mail backend for everything the portal sends, the account pages' included: it only writes a task.

    What a machine wrote says so, so that no machine answers. Date and number are those of this moment: however
    often sending is tried, it is one message.
    """

    def send_messages(self, messages):
        for message in messages:
            packed, said = pack(message), {name.lower() for name in message.extra_headers}
            ours = {
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                "Date": formatdate(localtime=settings.EMAIL_USE_LOCALTIME),
                "Message-ID": make_msgid(domain=_host()),
            }
            packed["extra_headers"] += [[name, value] for name, value in ours.items() if name.lower() not in said]
            deliver.enqueue(packed)
        return len(messages)


@task()
def deliver(packed, attempt=1):
    """Send one message through MAIL_BACKEND; on failure queue it again, later."""
    message = unpack(packed)
    message.connection = get_connection(settings.MAIL_BACKEND)
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors too
        if attempt >= MAX_ATTEMPTS:
            raise
        later = timezone.now() + timedelta(minutes=attempt**2)
        deliver.using(run_after=later).enqueue(packed, attempt=attempt + 1)


def check_sender(app_configs, **kwargs):
    """For `manage.py check`: a comma in a sender's name would stop every message, and only in the worker."""
    try:
        sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8")
    except ValueError:
        hint = 'Write it as "Name, with a comma" <name@library.example>.'
        return [Error("DEFAULT_FROM_EMAIL is no address that mail can be sent from.", hint=hint, id="config.E001")]
    return []


class FileBackend(BaseEmailBackend):
    """Writes each message to a file of its own under EMAIL_FILE_PATH, for demo and development."""

    def send_messages(self, messages):
        settings.EMAIL_FILE_PATH.mkdir(parents=True, exist_ok=True)
        for message in messages:
            address = getaddresses([message.to[0]])[0][1] if message.to else "nobody"
            stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")
            name = re.sub(r"[^A-Za-z0-9.@-]+", "-", f"{stamp}-{address}-{message.subject}")[:120]
            write_whole(settings.EMAIL_FILE_PATH / f"{name}.eml", message.message().as_bytes())
        return len(messages)
