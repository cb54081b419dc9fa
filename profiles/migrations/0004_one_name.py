"""The account's name is the one source: what a profile showed becomes the account's, and content has no name."""

from django.conf import settings
from django.db import migrations


def one_name(apps, schema_editor):
    Submission = apps.get_model("review", "Submission")
    for profile in apps.get_model("profiles", "Profile").objects.filter(user__closed_at=None).select_related("user"):
        profile.user.name = profile.name
        profile.user.save(update_fields=["name"])
    for submission in Submission.objects.filter(kind="profile").select_related("author").iterator():
        submission.content.pop("name", None)
        submission.title = submission.author.name
        submission.sent_title = submission.author.name if submission.sent_title else ""
        submission.save(update_fields=["content", "title", "sent_title"])


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0003_listed_under"),
        ("review", "0004_removals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(one_name, migrations.RunPython.noop)]
