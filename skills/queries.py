from skills.models import Skill
def find_skill(text):
    return Skill.objects.filter(slug=text).first() or Skill.objects.filter(name__iexact=text).first()
def suggest(text, limit=12):
    return list(Skill.objects.matching(text)[:limit])
def options():
    return list(Skill.objects.accepted().values_list("name", flat=True))
