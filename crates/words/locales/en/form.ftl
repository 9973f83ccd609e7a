# Fields of forms, and what is wrong with them.

form-optional = (optional)
form-show-password = Show password
form-show = Show
form-problems = { $n ->
    [one] There is a problem
   *[other] There are { $n } problems
}
form-new-password = New password
form-rule-length = At least { $min } characters; a few words in a row are easy to remember
form-rule-common = Not a common password, and not made of your name or e-mail
form-rule-before = Not a password that you had here before
form-rule-met = { $rule }: met
form-rule-not-met = { $rule }: not met
# The title of a page whose form failed.
form-error-title = Error: { $title }
