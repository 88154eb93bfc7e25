"""All addresses: French without a prefix, English under /en/. One include per feature; editions come last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from semainier.home.views import health

urlpatterns = [
    path("sante/", health, name="health"),
    *i18n_patterns(
        path("compte/", include("semainier.accounts.sign_in_urls")),
        path("", include("semainier.core.urls")),
        path("", include("semainier.accounts.urls")),
        path("", include("semainier.organisations.urls")),
        path("", include("semainier.territories.urls")),
        path("", include("semainier.campaigns.urls")),
        path("", include("semainier.mailings.urls")),
        path("", include("semainier.home.urls")),
        path("", include("semainier.report.urls")),
        path("", include("semainier.staff.urls")),
        path("", include("semainier.rally.urls")),
        path("", include("semainier.demo.urls")),
        # Public addresses of editions begin with the edition's own word: after all fixed ones.
        path("", include("semainier.events.urls")),
        prefix_default_language=False,
    ),
]
