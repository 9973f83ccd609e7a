# Pages that say what went wrong, and what to do next.

errors-forbidden-title = You may not do this
errors-not-found-title = Page not found
errors-conflict-title = Somebody was faster
errors-too-large-title = This is too large
errors-not-understood-title = This could not be understood
errors-too-many-title = Too many requests
errors-internal-title = Something went wrong here
errors-unavailable-title = Not available at the moment
errors-load-again = Load again
errors-try-again = Try again
# $place is "Users", or the start page.
errors-go-to = Go to { $place }
errors-start-page = the start page
errors-request = Request { $id }
errors-not-found = The address is wrong, or what was here has been removed, or it is not yours to see.
# After a sentence about what happened.
errors-conflict = Nothing of yours was saved. Load the page again and repeat the change if it is still needed.
errors-too-large = At most { $limit } can be sent at once. Nothing was changed. Split it and send the parts.
errors-nothing-changed = Nothing was changed.
errors-mend = Go back, mend it, and send it again.
# $time is errors-seconds.
errors-too-many = Nothing was changed. Try again in { $time }.
errors-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
errors-internal = It is not your fault. Go back and try once more. If it happens again, tell your administrator the request below.
errors-unavailable = The server is starting, or its database does not answer. Nothing was changed. Try again in a few seconds.
errors-not-open = This is not open to your account.
errors-needs = You need the permission { $permission } ({ $code }).
# $who is errors-any-admin, or a name.
errors-granted-by = { $who } can grant it.
errors-any-admin = Any admin of { $portal }
