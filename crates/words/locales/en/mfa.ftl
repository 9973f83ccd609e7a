# Multi-factor sign-in.

mfa-name = Multi-factor sign-in
mfa-security = Security

## The code at sign-in

mfa-code-title = Enter your code
mfa-code-how = Open your authenticator app and enter the six digits that it shows for this account.
mfa-code = Code
mfa-code-wrong = This code is not right, or was used already. Wait for the next one and enter that.
mfa-lockout = After { $tries } wrong tries the account locks for { $minutes } minutes.
mfa-continue = Continue
mfa-use-recovery-code = Use a recovery code instead
mfa-recovery-title = Enter a recovery code
mfa-recovery-how = Enter one of the recovery codes that you kept when you set up multi-factor sign-in. Each works once.
mfa-recovery-code = Recovery code
mfa-use-authenticator = Use your authenticator app instead
mfa-nothing-left = Neither phone nor recovery codes? Ask your admin to reset your multi-factor sign-in.

## Setting up

mfa-set-up-title = Set up multi-factor sign-in
mfa-required-by = { $portal } asks for a second factor: besides your password, a code from your phone.
mfa-step-app = Install an authenticator app on your phone. Any app for time-based codes will do.
mfa-step-scan = Scan this picture with the app.
mfa-picture = Picture with the secret for your authenticator app. The same secret stands below as text.
mfa-step-type = No camera? Type this secret into the app instead:
mfa-step-code = Enter the six digits that the app shows now.
mfa-confirm = Confirm
mfa-sessions-end = You stay signed in here. All your other sessions end.
mfa-codes-title = Multi-factor sign-in is set up
mfa-codes = Your recovery codes
mfa-codes-why = Without your phone you can sign in with one of these codes. Each works once. Print them or keep them in a password manager, not on the phone.
mfa-codes-once = They are not shown again.
mfa-copy-codes = Copy all codes
mfa-codes-copied = Recovery codes copied.
mfa-codes-kept = I have kept them

## In the own account

mfa-off = Off: only your password protects your account.
mfa-set-up = Set up
mfa-on-since = On since
mfa-codes-left = Recovery codes left
mfa-codes-left-of = { $left } of { $of }
mfa-few-codes = Few recovery codes are left. Make new ones before you need them.
mfa-wanted = This portal asks for it, so it cannot be turned off.
mfa-removed = Done. Multi-factor sign-in is off.
mfa-recovered = You signed in with a recovery code, which is used up now. Is your phone gone? Take its authenticator off here and set up another one.
mfa-new-codes = New recovery codes
mfa-new-codes-title = Make new recovery codes
mfa-new-codes-text = The codes that you have now stop working.
mfa-turn-off = Turn off
mfa-remove-title = Turn off multi-factor sign-in
mfa-remove-text = Your authenticator and your recovery codes stop working. All your other sessions end.
mfa-replace = Set up another authenticator
mfa-replace-text = The present authenticator and its recovery codes stop working, and all your other sessions end. Then you set up the new one at once: until that is done, nothing else is open to you.
mfa-replace-button = Continue
# In the own account either is taken.
mfa-any-code = Code from your app, or a recovery code
mfa-cancel = Cancel
