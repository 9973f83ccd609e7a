# Exporting the list of users as CSV.

export-back = Users
    .permissions = User Permissions
export-title = Export users
export-shows = The list shows: { $filter }
export-download = Download CSV
export-cancel = Cancel
export-file = File { $file }, UTF-8, times in UTC such as { $time }.
export-job = More than { $n } rows are prepared as a job; its link works for 24 hours.
export-noted = The export is noted in the activity, with its filters.
export-raw = Values exactly as they are
export-raw-hint = For programs only. Otherwise values that start with = + - @ get an apostrophe in front, so that a spreadsheet cannot run them.
export-rows = Rows
export-rows-all = { $n ->
    [one] The { $n } matching user
   *[other] All { $n } matching users
}
export-rows-selected = { $n ->
    [one] The { $n } selected user
   *[other] The { $n } selected users
}
export-rows-page = { $n ->
    [one] Only this page: { $n } user
   *[other] Only this page: { $n } users
}
export-columns = Columns
export-columns-documents = Short
export-columns-documents-hint = First name, last name, permissions, status
export-columns-shown = As shown
export-columns-standard = For importing again
export-columns-standard-hint = First name, last name, e-mail, username, role, status
export-columns-everything = Everything
export-columns-everything-hint = All that the list knows, with dates, locks and mail
export-separator = Separator
export-separator-comma = Comma
export-separator-semicolon = Semicolon
export-separator-semicolon-hint = Opens directly in spreadsheets set to German, French and others
export-separator-tab = Tab
export-language = Language of the header
export-forgotten = The selection is no longer remembered: select the users again.
