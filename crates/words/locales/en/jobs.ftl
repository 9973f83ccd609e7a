# Jobs: the list, the page of one, its progress and its outcomes.

jobs-title = Jobs & exports
jobs-none = No jobs yet
jobs-none-hint = Actions on many users and large exports are listed here for 30 days.
jobs-table = Jobs
jobs-action = Action
jobs-state = State
jobs-progress = Progress
jobs-started-by = Started by
jobs-started = Started ({ $zone })
jobs-count = { $n ->
    [one] { $n } job, newest first
   *[other] { $n } jobs, newest first
}
jobs-waiting = Waiting
jobs-running = Running
jobs-finished = Finished
jobs-stopped = Stopped
jobs-failed = Failed
jobs-of = { $done } of { $total }
jobs-missed = { $n } skipped or failed
jobs-line = Started by { $who }, { $at }
jobs-line-ended = Started by { $who }, { $at }, ended { $end }
jobs-of-done = { $done } of { $total } done
jobs-skipped = { $n } skipped
jobs-n-failed = { $n } failed
jobs-stop = Stop
jobs-stop-hint = Stops after the users at work; { $n } stay changed.
jobs-download = Download CSV
jobs-refresh = Refresh
jobs-said = { $state }. { $done } changed, { $skipped } skipped.
jobs-title-users = { $act }: { $n ->
    [one] { $n } user
   *[other] { $n } users
}
jobs-title-invite = { $n ->
    [one] Invite { $n } person
   *[other] Invite { $n } people
}
jobs-title-add = { $n ->
    [one] Add { $n } person
   *[other] Add { $n } people
}
jobs-title-import = { $n ->
    [one] Import { $n } person
   *[other] Import { $n } people
}
jobs-title-undo = Undo “{ $act }”: { $n ->
    [one] { $n } user
   *[other] { $n } users
}
jobs-invite = Invite
jobs-add = Add
jobs-import = Import
jobs-change = Change
jobs-less-than-a-minute = less than a minute left
jobs-minutes-left = { $n ->
    [one] about { $n } minute left
   *[other] about { $n } minutes left
}
jobs-group-failed = Failed
jobs-group-skipped = Skipped
jobs-group-changed = Changed
jobs-technical = Failed for a technical reason
jobs-technical-fix = Try again; if it stays, tell the operator the job’s address.
