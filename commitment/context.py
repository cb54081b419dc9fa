from commitment.pillars import PILLARS


def pillars(request):
    """The four pillars, for the footer and the front page."""
    return {"PILLARS": PILLARS}
