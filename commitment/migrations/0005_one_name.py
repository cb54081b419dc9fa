"""Members are credited by the name of their account, in every version."""

from django.db import migrations


def one_name(apps, schema_editor):
    for row in apps.get_model("commitment", "Contributor").objects.exclude(user=None).select_related("user"):
        row.name = row.user.name or row.name
        row.save(update_fields=["name"])
    names = {
        f"member:{user.key}": user.name for user in apps.get_model("people", "User").objects.filter(closed_at=None)
    }
    for submission in apps.get_model("review", "Submission").objects.filter(kind="showcase").iterator():
        rows = submission.content.get("contributors")
        for row in rows if isinstance(rows, list) else ():
            row["name"] = names.get(row.get("member"), row.get("name", ""))
        submission.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("commitment", "0004_sort_keys"),
        ("profiles", "0004_one_name"),
        ("review", "0004_removals"),
    ]

    operations = [migrations.RunPython(one_name, migrations.RunPython.noop)]
