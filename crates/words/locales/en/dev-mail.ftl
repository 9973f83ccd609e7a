# Mail of an installation that sends none.

dev-mail-title = Captured mail
dev-mail-kept = This installation sends no mail. Everything it would have sent is kept here until it stops. To send for real, set { $option } in the configuration.
dev-mail-none = No mail yet
dev-mail-none-hint = Invite somebody, then load this page again.
dev-mail-subject = Subject
dev-mail-to = To
dev-mail-time = Time
dev-mail-headers = Headers
dev-mail-text-part = Text part
dev-mail-html-part = HTML part
dev-mail-html-title = HTML part of this mail
