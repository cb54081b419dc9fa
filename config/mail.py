"""Mail: stored with the transaction that causes it, sent by the worker, tried again when it fails."""

import re
from datetime import timedelta
from email.utils import getaddresses
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context
from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils import timezone
from django_tasks import task

from config.text import one_line

END = token_hex()  # of the subject: the template says where that is, whatever somebody put into a title
HAVE_LINES = {"note", "message"}  # what people write to one another; all else that a message names is one line
LONGEST_SUBJECT = 180
MAX_ATTEMPTS = 6  # after 1, 4, 9, 16 and 25 minutes
FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


def send(name, to, **context):
    """One plain message to one address from templates/emails/<name>.txt, whose first line is the subject.

    Names and titles are one line in it, wherever they come from: what somebody wrote stands in variables that are
    called as in HAVE_LINES. A closed account has no address: to nobody nothing is sent.
    """
    if not to:
        return
    context |= {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    template = get_template(f"emails/{name}.txt").template
    parted = template.engine.from_string(template.source.replace("\n", f"{END}\n", 1))
    for node in parted.nodelist.get_nodes_by_type(VariableNode):
        if str(node.filter_expression.var).rpartition(".")[2] not in HAVE_LINES:
            node.filter_expression.filters.append((_in_one_line, ()))
    subject, _, body = parted.render(Context(context)).partition(END)
    EmailMessage(one_line(subject)[:LONGEST_SUBJECT], body.strip() + "\n", to=[to]).send()


def _in_one_line(value):
    return one_line(str(value))


class QueuedBackend(BaseEmailBackend):
    """Django's e-mail backend for everything the portal sends: it only writes a task."""

    def send_messages(self, messages):
        for message in messages:
            packed = {name: _plain(getattr(message, name)) for name in FIELDS}
            packed["alternatives"] = [[str(a[0]), a[1]] for a in getattr(message, "alternatives", [])]
            deliver.enqueue(packed)
        return len(messages)


def _plain(value):
    if isinstance(value, dict):
        return {str(k): str(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return str(value)


@task()
def deliver(packed, attempt=1):
    """Send one message through MAIL_BACKEND; on failure queue it again, later."""
    packed = dict(packed)
    headers, alternatives = packed.pop("extra_headers"), packed.pop("alternatives")
    message = EmailMultiAlternatives(**packed, headers=headers)
    for content, mimetype in alternatives:
        message.attach_alternative(content, mimetype)
    message.connection = get_connection(settings.MAIL_BACKEND)
    try:
        message.send()
    except OSError:  # smtplib's errors are OSErrors too
        if attempt >= MAX_ATTEMPTS:
            raise
        later = timezone.now() + timedelta(minutes=attempt**2)
        packed |= {"extra_headers": headers, "alternatives": alternatives}
        deliver.using(run_after=later).enqueue(packed, attempt=attempt + 1)


class FileBackend(BaseEmailBackend):
    """Writes each message to a file of its own under EMAIL_FILE_PATH, for demo and development."""

    def send_messages(self, messages):
        settings.EMAIL_FILE_PATH.mkdir(parents=True, exist_ok=True)
        for message in messages:
            address = getaddresses([message.to[0]])[0][1] if message.to else "nobody"
            stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S-%f")
            name = re.sub(r"[^A-Za-z0-9.@-]+", "-", f"{stamp}-{address}-{message.subject}")[:120]
            (settings.EMAIL_FILE_PATH / f"{name}.eml").write_bytes(message.message().as_bytes())
        return len(messages)
