# Titles of columns in CSV files. The import understands both languages.

csv-first-name = First name
csv-last-name = Last name
csv-e-mail = E-mail
csv-username = Username
csv-role = Role
csv-permissions = Permissions
csv-status = Status
csv-status-label = Status label
csv-user-id = User ID
csv-kind = Kind
csv-e-mail-verified = E-mail verified
csv-last-sign-in = Last sign-in
csv-added = Added
csv-modified = Modified
csv-state-detail = State detail
csv-state-ends = State ends
csv-lock = Lock
csv-lock-ends = Lock ends
csv-lock-reason = Lock reason
csv-onboarding-mail = Onboarding mail
csv-onboarding-mail-queued = Onboarding mail queued
csv-version = Version
