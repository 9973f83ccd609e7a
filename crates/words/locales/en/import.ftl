# Importing users from a CSV file.

import-back = Users
    .permissions = User Permissions
import-title = Import users
import-note = Nothing is changed yet: the next page shows what each row would do.
import-check = Check the rows
import-cancel = Cancel
import-invite = Send invitations to the new users
import-invite-hint = Otherwise they are only added. You can invite them later from the list.
import-invite-always = New users get an invitation by e-mail.
import-columns = Which columns are understood
import-columns-others = Exports of Google Workspace, Microsoft Entra and Okta are understood as they are, and so is what this portal exports. An empty cell changes nothing.
import-example = Download an example
import-file = CSV file
import-file-hint = First line with column names. Up to { $limit }.
import-limit = 10 MB and 100,000 rows
import-paste = Or paste the rows
import-paste-hint = Used when no file is chosen.
import-column-email = email
import-column-email-holds = The address; every row needs it
import-column-first = first name
import-column-first-holds = Given name
import-column-last = last name
import-column-last-holds = Family name
import-column-username = username
import-column-username-holds = For signing in, where the portal uses usernames
import-column-role = role
import-column-role-holds = The name of a role; empty for a plain user
import-choose = Choose a file, or paste the rows.
import-unreadable = The file could not be read.

# The report before an import.
import-report-title = Check the import
import-new = Will be added
import-invitations = Invitations
import-changed = Will be changed
import-unchanged = Unchanged
import-skipped = Skipped
import-not-understood = Not understood
import-not-understood-note = Rows that are not understood are left out. Mend them in the file and import it again: rows that are already users change nothing then.
import-ignored = { $n ->
    [one] The column { $titles } is ignored.
   *[other] These columns are ignored: { $titles }.
}
import-seats = { $seats } Who accepts later waits for a seat.
import-kept-note = An import changes names and usernames of existing users. Their roles and e-mail addresses stay as they are.
import-run = { $n ->
    [one] Import { $n } user
   *[other] Import { $n } users
}
import-run-changes = { $n ->
    [one] Change { $n } user
   *[other] Change { $n } users
}
import-run-both = { $add ->
    [one] Import { $add } user and change { $change }
   *[other] Import { $add } users and change { $change }
}
import-diff = Download all rows as CSV
import-other-file = Choose another file
import-head-line = Line
import-head-email = E-mail
import-head-what = What happens
import-group = { $title }: { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
import-unlisted = { $n ->
    [one] and { $n } more row
   *[other] and { $n } more rows
}
import-nothing = (nothing)
import-stays = (stays as it is)
import-field-first-name = First name
import-field-last-name = Last name
import-field-username = Username
import-field-role = Role

# The result of an import, in the line above the list.
import-result-added = { $n ->
    [one] { $n } user was added.
   *[other] { $n } users were added.
}
import-result-invited = { $n ->
    [one] { $n } invitation is being sent.
   *[other] { $n } invitations are being sent.
}
import-result-changed = { $n ->
    [one] { $n } user was changed.
   *[other] { $n } users were changed.
}
import-result-done = Done.
import-result-partly = Partly done.
import-result-left-out = Left out, { $n }: { $why }.

# What is wrong with a file.
import-empty = The file is empty: it needs a header and at least one row.
import-too-many-rows = There are more than 100,000 rows: split the file.
import-too-large = The file is larger than 10 MB: split it.
import-utf16 = The file is UTF-16: save it as "CSV UTF-8".
import-not-utf8 = Row { $row } is not UTF-8: save the file as "CSV UTF-8".
import-more-faults = There may be more: correct these first.
import-twice = The column "{ $title }" is there twice: remove one of the two.
import-no-address = There is no column for the e-mail address: the first row must be a header with a column "E-mail".
import-row = Row { $row }: { $fault }
import-cells = it has { $n } cells and the header { $columns }: a cell with a separator needs quotes.
import-bad-first-name = first name: { $fault }
import-bad-last-name = last name: { $fault }
import-bad-username = username: { $fault }
