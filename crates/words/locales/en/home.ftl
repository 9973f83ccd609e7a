# The first page.

home-not-set-up = Portico is not set up yet
home-link = The server printed a link when it started. Open that link to name the provider and its owner.
home-again = Start the server again for a fresh link:
home-portal = Portal
home-portal-hint = The word after /p/ in your invitation or bookmark, such as acme.
home-sign-in = Sign in
home-go = Go to sign-in
home-provider = Do you work for the provider?
home-staff = Sign in as staff
