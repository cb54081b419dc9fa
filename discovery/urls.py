from django.urls import path

from discovery.views import (
    health,
    home,
    institutions,
    people,
    permalink,
    pillars,
    robots,
    showcases,
    skills,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("showcases/", showcases.showcases, name="showcases"),
    path("showcases/<address:slug>/", showcases.showcase, name="showcase"),
    path("people/", people.people, name="people"),
    path("people/<address:slug>/", people.person, name="person"),
    path("skills/", skills.skills, name="skills"),
    path("skills/<address:slug>/", skills.skill, name="skill"),
    path("pillars/<slug:slug>/", pillars.pillar, name="pillar"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/<address:slug>/", institutions.institution, name="institution"),
    path("s/<slug:mark>", permalink.shelf_mark, name="shelf-mark"),
    path("s/<slug:mark>/", permalink.shelf_mark),
    path("robots.txt", robots.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
