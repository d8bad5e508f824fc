from django.shortcuts import render


def not_found(request, exception=None):
    """The page for addresses that lead nowhere. Needs no database."""
    return render(request, "404.html", status=404)
