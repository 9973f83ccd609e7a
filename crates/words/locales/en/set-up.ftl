# The first page of an installation.

# The title of the window.
set-up-page = Set up
set-up-title = Set up Portico
set-up-intro = Name the company that runs this installation, and make the account that owns it. You can invite everybody else afterwards.
set-up-provider = Provider name
set-up-provider-hint = Your company. Shown to your customers in mails.
set-up-owner = Owner’s e-mail
set-up-owner-hint = You sign in with it. It is not checked by a mail, so type it with care.
set-up-first-name = First name
set-up-last-name = Last name
set-up-dead-title = This set-up link does not work
set-up-dead-why = It is not complete, or a newer one was printed.
set-up-dead-fix = Start Portico again on its host: while nothing is set up, every start prints a fresh link.
set-up-done-title = Portico is already set up
set-up-done = Its owner can sign in and invite you.
set-up-sign-in = Sign in
set-up-locked-out = Is the owner locked out? { $command } on the host prints a fresh link.
