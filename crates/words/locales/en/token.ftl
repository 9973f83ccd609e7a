# API tokens.

token-list = API tokens
token-explained = A token lets a program act for one user, never with more than that user holds now.
token-docs = API documentation
token-none = No tokens yet
token-none-hint = Make one for each program that uses the API.
token-name = Name
token-acts-for = Acts for
token-permissions = Permissions
token-created = Created
token-used = Last used
token-expires = Expires
token-action = Action
token-never = Never
token-revoke-one = Revoke { $name }
token-revoke = Revoke
token-works = Works
token-expired = Expired
token-revoked = Revoked
token-new = New token
token-acts = It acts for
token-acts-until = and stops when that user loses access.
token-create = Create token
token-cancel = Cancel
token-name-hint = What it is for: “Nightly sync”. Shown here and in the activity.
token-permissions-hint = Tick only what the program needs.
token-life = Works for
token-made = Token created
token-copy-now = Copy the token now.
token-once = It is shown only this once and cannot be looked up later.
token-token = Token
token-until = Works until
token-try = Try it
token-copied = I have copied it
token-copy = Copy
token-copy-token = Copy token
token-copy-example = Copy example call
token-copied-said = { $what } copied.
token-revoke-question = Revoke the token { $name }?
token-revoke-at-once = Programs that use it are refused at once.
token-revoke-final = It cannot be brought back. You can create a new one.
token-revoke-button = Revoke token
token-30-days = 30 days
token-90-days = 90 days
token-1-year = 1 year
token-no-end = No end
token-all = All of the user’s
token-no-permission = There is no permission { $code }.
token-tick = Tick at least one permission.
token-choose-life = Choose how long the token works.
token-count = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
}
