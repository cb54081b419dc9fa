from django.urls import path

from review.views import desk, live, removal, review, submissions

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/new/<slug:kind>/", submissions.new, name="new"),
    # /desk/submissions/<id>/
    path("desk/submissions/<int:pk>/", submissions.submission, name="submission"),
    path("desk/submissions/<int:pk>/send/", submissions.send, name="submission-send"),
    path("desk/submissions/<int:pk>/recall/", submissions.recall, name="submission-recall"),
    path("desk/submissions/<int:pk>/withdraw/", submissions.withdraw, name="submission-withdraw"),
    path("desk/submissions/<int:pk>/again/", submissions.again, name="submission-again"),
    path("desk/submissions/<int:pk>/preview/", submissions.preview, name="submission-preview"),
    path("desk/submissions/<int:pk>/<slug:slug>/", submissions.SubmissionStep.as_view(), name="submission-step"),
    # /desk/live/<kind>/<id>/
    path("desk/live/<slug:kind>/<int:pk>/", live.history, name="live"),
    path("desk/live/<slug:kind>/<int:pk>/change/", live.change, name="live-change"),
    path("desk/live/<slug:kind>/<int:pk>/withdraw/", live.withdraw, name="live-withdraw"),
    # /review/<id>/, /review/live/<kind>/<id>/
    path("review/live/<slug:kind>/<int:pk>/take-down/", removal.take_down, name="take-down"),
    path("review/", review.queue, name="review-queue"),
    path("review/<int:pk>/", review.review, name="review"),
]
